package io.soletape.silver;

import io.soletape.plan.QuoteCell;
import io.soletape.platform.Parsed;
import java.util.Map;

/** How a platform's quote answers are read: one implementation per platform. */
interface QuoteReader {

  /** The endpoint whose answers hold quotes. */
  String endpoint();

  /**
   * What a request asked for.
   *
   * @param params the parameters of the request
   * @param stockxMarket the market of the StockX account, where the request does not say it
   */
  QuoteCell cell(Map<String, String> params, String stockxMarket);

  /** The product that a request asked for. */
  String productId(Map<String, String> params);

  /**
   * The quotes of an answer.
   *
   * @param body the body as it came
   * @param params the parameters of the request
   * @param stockxMarket the market of the StockX account
   * @throws io.soletape.platform.PayloadRefusedException if the structure is at fault
   */
  Parsed<ToldQuote> read(String body, Map<String, String> params, String stockxMarket);
}
