package io.soletape.sandbox;

import io.soletape.sandbox.market.ReferenceRates;
import java.time.LocalDate;

/** The ECB's page of daily reference rates, in the real document's shape. */
final class RatesDesk implements Desk {

  static final String PATH = "/stats/eurofxref/eurofxref-daily.xml";

  private final ReferenceRates rates;
  private final MarketTime marketTime;

  RatesDesk(ReferenceRates rates, MarketTime marketTime) {
    this.rates = rates;
    this.marketTime = marketTime;
  }

  @Override
  public String platform() {
    return "fx";
  }

  @Override
  public String endpointOf(Call call) {
    return call.path().equals(PATH) ? "rates" : "unknown";
  }

  @Override
  public boolean isApiCall(Call call) {
    return true;
  }

  @Override
  public Reply error(int status, String message) {
    return Reply.text(status, "text/html", "<html><body><h1>" + message + "</h1></body></html>");
  }

  @Override
  public Reply answer(Call call) {
    if (!call.path().equals(PATH)) {
      return error(404, "Not Found");
    }
    return Reply.text(200, "text/xml", document(rates.dayAt(marketTime.instant())));
  }

  private String document(LocalDate day) {
    StringBuilder xml = new StringBuilder(4_000);
    xml.append(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
        xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
        \t<gesmes:subject>Reference rates</gesmes:subject>
        \t<gesmes:Sender>
        \t\t<gesmes:name>European Central Bank</gesmes:name>
        \t</gesmes:Sender>
        \t<Cube>
        """);
    xml.append("\t\t<Cube time='").append(day).append("'>\n");
    rates
        .on(day)
        .forEach(
            (currency, rate) ->
                xml.append("\t\t\t<Cube currency='")
                    .append(currency)
                    .append("' rate='")
                    .append(rate.toPlainString())
                    .append("'/>\n"));
    return xml.append("\t\t</Cube>\n\t</Cube>\n</gesmes:Envelope>\n").toString();
  }
}
