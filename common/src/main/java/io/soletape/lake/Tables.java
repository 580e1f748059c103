package io.soletape.lake;

import static io.soletape.lake.Column.bigCount;
import static io.soletape.lake.Column.count;
import static io.soletape.lake.Column.day;
import static io.soletape.lake.Column.flag;
import static io.soletape.lake.Column.instant;
import static io.soletape.lake.Column.money;
import static io.soletape.lake.Column.percent;
import static io.soletape.lake.Column.text;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;

/** Every table of the lake. */
public final class Tables {

  private static final String PLATFORM = "stockx or alias";
  private static final String SKU = "the style code in canonical form";
  private static final String SLOT = "the slot that the row belongs to";
  private static final String SLOT_DATE = "the day of slot_at, for folders";

  public static final Table PLATFORM_RESPONSES =
      new Table(
          "bronze",
          "platform_responses",
          "One row is the final answer to one request of one slot, as it came.",
          List.of(
              text("request_id", "digest of slot, platform, endpoint and parameters"),
              instant("slot_at", SLOT),
              text("tier", "the tier whose run asked"),
              text("run_id", "the run that asked"),
              text("platform", PLATFORM),
              text("endpoint", "what was asked: search, product, variants, market_data …"),
              text("sku", SKU),
              new Column("params", Types.TEXTS, "the parameters of the request"),
              count("http_status", "status of the last answer; null where none came"),
              text("outcome", "ok, not_found, rejected or failed"),
              count("attempts", "calls made for it, repetitions included"),
              text("body", "the body as it came; null where none came"),
              text("body_sha256", "SHA-256 of the body's bytes, hexadecimal"),
              instant("requested_at", "when the first attempt left"),
              instant("fetched_at", "when the last answer had come"),
              bigCount("duration_ms", "milliseconds that the last attempt took"),
              day("slot_date", SLOT_DATE)),
          List.of("request_id"),
          List.of("slot_date"));

  public static final Table FX_RESPONSES =
      new Table(
          "bronze",
          "fx_responses",
          "One row is the answer to one slot's question for the ECB's reference rates, as it came.",
          List.of(
              text("request_id", "digest of slot and question"),
              instant("slot_at", SLOT),
              text("run_id", "the run that asked"),
              count("http_status", "status of the last answer; null where none came"),
              text("outcome", "ok, not_found, rejected or failed"),
              text("problem", "why there is no document; null where there is one"),
              count("attempts", "calls made for it, repetitions included"),
              text("body", "the XML as it came; null where none came"),
              text("body_sha256", "SHA-256 of the body in UTF-8, hexadecimal"),
              instant("requested_at", "when the first attempt left"),
              instant("fetched_at", "when the last answer had come"),
              bigCount("duration_ms", "milliseconds that the last attempt took"),
              day("slot_date", SLOT_DATE)),
          List.of("request_id"),
          List.of());

  public static final Table MAPPINGS =
      new Table(
          "silver",
          "mappings",
          "One row is what is known of a SKU on a platform.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("status", "active, not_found, ambiguous, suspect or broken"),
              text("platform_product_id", "the product there; null unless one was found"),
              text("matched_style", "the style text that matched; null unless one was found"),
              text("evidence", "why the status is what it is"),
              instant("checked_at", "when it was last asked for"),
              instant("verified_at", "when it was last seen to be right; null if never"),
              text("request_id", "the search in bronze"),
              instant("slot_at", "the slot whose search told it")),
          List.of("platform", "sku"),
          List.of());

  public static final Table PRODUCTS =
      new Table(
          "silver",
          "products",
          "One row is a product as one platform describes it.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("platform_product_id", "the product's id there"),
              text("brand", "null where the platform names none"),
              text("model_name", "null where the platform names none"),
              text("colorway", "null where the platform names none"),
              text("gender", "in the platform's own words; null where it names none"),
              day("release_date", "null where the platform names none"),
              money("retail_price", "US dollars; null where the platform names none"),
              money("maximum_listing_price", "US dollars, Alias only; null elsewhere"),
              instant("told_at", "when the platform said so"),
              text("request_id", "the answer in bronze"),
              instant("slot_at", "the slot whose answer told it")),
          List.of("platform", "sku"),
          List.of());

  public static final Table VARIANTS =
      new Table(
          "silver",
          "variants",
          "One row is a size of a product on a platform.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("platform_product_id", "the product's id there"),
              text("platform_variant_id", "the size's id there; null at Alias, which has none"),
              text("size_key", "the size with its class: 9.5, 10W, 5Y, 10.5C"),
              text("size_class", "men, women, youth or child"),
              text("size_us", "the US number as text"),
              text("size_uk", "from the platform's chart; null where it has none"),
              text("size_eu", "from the platform's chart; null where it has none"),
              new Column("gtins", Types.LIST, "bar codes; empty where none is told"),
              flag("flex_eligible", "whether StockX Flex takes it; false at Alias"),
              flag("direct_eligible", "whether StockX Direct takes it; false at Alias"),
              flag("is_carried", "false once the platform has dropped the size"),
              instant("told_at", "when the platform said so"),
              text("request_id", "the answer in bronze"),
              instant("slot_at", "the slot whose answer told it")),
          List.of("platform", "sku", "size_key"),
          List.of());

  public static final Table QUOTES =
      new Table(
          "silver",
          "quotes",
          "One row is a quote as told: every condition, box and programme of a size in one answer.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("platform_product_id", "the product's id there"),
              text("platform_variant_id", "the size's id there; null at Alias"),
              text("size_key", "the size with its class"),
              text("region_code", "whose market it is"),
              text("currency_code", "currency of every amount of the row"),
              text("programme", "standard, flex, direct or consigned"),
              text("product_condition", "in the platform's words; null at StockX: always new"),
              text("packaging_condition", "in the platform's words; null at StockX"),
              flag("is_new_in_good_box", "whether the tape takes it"),
              money("lowest_ask", "null where there is none"),
              money("highest_bid", "null where there is none"),
              money("last_sale_price", "null where none is told"),
              money("global_indicator_price", "Alias's reference; null where none is told"),
              money("sell_faster_price", "StockX's suggestion; null where none is told"),
              money("earn_more_price", "StockX's suggestion; null where none is told"),
              money("beat_us_price", "StockX's suggestion; null where none is told"),
              instant("snapshot_at", "when the answer came"),
              instant("slot_at", SLOT),
              text("request_id", "the answer in bronze"),
              text("run_id", "the run that asked"),
              text("parser_version", "the code that read it"),
              day("slot_date", SLOT_DATE)),
          List.of(
              "request_id", "size_key", "programme", "product_condition", "packaging_condition"),
          List.of("slot_date"));

  public static final Table DEPTH_ANSWERS =
      new Table(
          "silver",
          "depth_answers",
          "One row is an answer of sales or offers of one size in one region: when it was asked and"
              + " how far it reaches.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("size_key", "the size with its class"),
              text("region_code", "whose market was asked for"),
              text("endpoint", "recent_sales or offer_histogram"),
              count("rows_told", "sales or bins taken over"),
              count("rows_refused", "sales or bins refused: the answer proves nothing complete"),
              flag("is_whole", "false where the answer may have been cut at its limit"),
              instant("oldest_sale_at", "null without sales"),
              instant("newest_sale_at", "null without sales"),
              new Column("newest_sales", Types.NEWEST_SALES, "of each kind; empty without sales"),
              instant("requested_at", "when it was asked: what is told is complete up to then"),
              instant("fetched_at", "when the answer came"),
              instant("slot_at", SLOT),
              text("request_id", "the answer in bronze"),
              text("parser_version", "the code that read it"),
              day("slot_date", SLOT_DATE)),
          List.of("request_id"),
          List.of("slot_date"));

  public static final Table SALES =
      new Table(
          "silver",
          "sales",
          "One row is a sale, however often it was told.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("size_key", "the size with its class"),
              text("region_code", "where it was sold: regional histories are disjoint"),
              flag("is_consigned", "whether the platform held the goods"),
              money("price", "what the buyer paid for the goods"),
              text("currency_code", "currency of the price"),
              instant("purchased_at", "when it was sold"),
              count("occurrence", "1, 2 … for sales of one answer that are equal in all the above"),
              instant("first_seen_at", "when the earliest answer that tells it came"),
              text("request_id", "that answer in bronze; of two that came at once the lesser id"),
              instant("first_slot_at", "the earliest slot whose answers tell it"),
              count("purchased_year", "the year of purchased_at, for folders")),
          List.of(
              "platform",
              "sku",
              "size_key",
              "region_code",
              "is_consigned",
              "price",
              "currency_code",
              "purchased_at",
              "occurrence"),
          List.of("purchased_year"));

  public static final Table SALES_COVERAGE =
      new Table(
          "silver",
          "sales_coverage",
          "One row is the interval in which every sale of a size in a region is known.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("size_key", "the size with its class"),
              text("region_code", "where the sales are"),
              instant(
                  "complete_from_at",
                  "from when on, included; 1970-01-01 where the whole history is known"),
              instant("complete_to_at", "until when: the newest answer was asked then"),
              bigCount("standard_sales", "distinct sales known ever, not consigned"),
              bigCount("consigned_sales", "distinct sales known ever, consigned")),
          List.of("platform", "sku", "size_key", "region_code"),
          List.of());

  public static final Table OFFER_BINS =
      new Table(
          "silver",
          "offer_bins",
          "One row is a histogram bin at a moment: how many offers stood at a price.",
          List.of(
              text("platform", PLATFORM),
              text("sku", SKU),
              text("size_key", "the size with its class"),
              text("region_code", "whose market was asked for"),
              money("price", "what is offered, in currency_code"),
              text("currency_code", "currency of the price"),
              count("offers", "how many, 1 or more"),
              instant("snapshot_at", "when the answer came"),
              instant("slot_at", SLOT),
              text("request_id", "the answer in bronze"),
              day("slot_date", SLOT_DATE)),
          List.of("request_id", "price"),
          List.of("slot_date"));

  public static final Table QUARANTINE =
      new Table(
          "silver",
          "quarantine",
          "One row is a row or payload refused: why, and where it lies in bronze.",
          List.of(
              text("request_id", "the answer in bronze"),
              text("platform", PLATFORM),
              text("endpoint", "what was asked"),
              text("sku", SKU),
              text("size_key", "the size, as far as it is known; null for a whole payload"),
              text("reason", "what is wrong, as a word"),
              text("detail", "what is wrong, with the value"),
              text("parser_version", "the code that refused it"),
              instant("seen_at", "when the answer came"),
              instant("released_at", "when a later parser took it; null until then"),
              instant("slot_at", SLOT),
              day("slot_date", SLOT_DATE)),
          List.of("request_id", "size_key", "reason", "detail"),
          List.of("slot_date"));

  public static final Table FX_RATES =
      new Table(
          "silver",
          "fx_rates",
          "One row is a currency's euro reference rate as one answer of the ECB told it.",
          List.of(
              day("rate_date", "the day that the rate is for"),
              text("currency_code", "any but EUR, of which one is one euro"),
              new Column("units_per_euro", Types.FX_RATE, "units of the currency for one euro"),
              text("request_id", "the answer in bronze/fx_responses"),
              instant("slot_at", "the slot whose answer told it: known from that slot on"),
              instant("fetched_at", "when the answer came"),
              text("parser_version", "the code that read it")),
          List.of("request_id", "rate_date", "currency_code"),
          List.of());

  public static final Table PAYLOAD_NEWS =
      new Table(
          "silver",
          "payload_news",
          "One row is something in one answer that its parser does not know or did not expect.",
          List.of(
              text("request_id", "the answer in bronze"),
              text("platform", PLATFORM),
              text("endpoint", "what was asked"),
              text("sku", SKU),
              text("path", "where in the answer; the reason's subject where it is no field"),
              text("kind", "what: field_new, field_missing, type_changed, a refusal's reason …"),
              text("sample", "the first value of it, cut; empty where there is none"),
              bigCount("seen_count", "how often the answer has it"),
              instant("seen_at", "when the answer came"),
              instant("slot_at", SLOT),
              day("slot_date", SLOT_DATE)),
          List.of("request_id", "path", "kind"),
          List.of("slot_date"));

  public static final Table MASTER_MARKET_DATA =
      new Table(
          "gold",
          "master_market_data",
          "One row is one quote of one slot: the tape.",
          GoldColumns.ALL,
          GoldColumns.KEY,
          List.of("slot_date"));

  public static final Table LATEST_MARKET_DATA =
      new Table(
          "gold",
          "latest_market_data",
          "One row is the newest row of the tape for a platform, SKU, size, region, currency and"
              + " programme, however old.",
          GoldColumns.ALL,
          GoldColumns.KEY.stream().filter(name -> !name.equals("slot_at")).toList(),
          List.of());

  public static final Table DAILY_PRICE_BARS =
      new Table(
          "gold",
          "daily_price_bars",
          "One row is a day, UTC, of a platform, SKU, size, region, currency and programme: first,"
              + " highest, lowest and last ask, bid and sale.",
          BarColumns.ALL,
          List.of(
              "bar_date",
              "platform",
              "sku",
              "size_key",
              "region_code",
              "currency_code",
              "programme"),
          List.of("bar_date"));

  public static final Table CROSS_MARKET_SPREADS =
      new Table(
          "gold",
          "cross_market_spreads",
          "One row is the best way, in a slot, to buy a size at an ask on one platform and sell it"
              + " into a bid on the same or the other platform, in another market; a loss too.",
          SpreadColumns.ALL,
          List.of("sku", "size_key", "buy_platform", "sell_platform", "slot_at"),
          List.of("slot_date"));

  public static final Table COVERAGE =
      new Table(
          "ops",
          "coverage",
          "One row is an expected cell of a run, and what became of it.",
          List.of(
              instant("slot_at", SLOT),
              text("tier", "the tier of the run"),
              text("platform", PLATFORM),
              text("sku", SKU),
              text("region_code", "whose market was expected"),
              text("currency_code", "the currency that was expected"),
              text("programme", "the programme that was expected"),
              text("size_key", "the size; null where the whole product is missing"),
              text(
                  "outcome",
                  "observed, empty_market, not_carried, unmapped, failed, deferred or quarantined"),
              text("reason", "why it is not observed; null where it is"),
              day("slot_date", SLOT_DATE)),
          List.of(
              "slot_at",
              "tier",
              "platform",
              "sku",
              "region_code",
              "currency_code",
              "programme",
              "size_key"),
          List.of("slot_date"));

  public static final Table RUNS =
      new Table(
          "ops",
          "runs",
          "One row is a run: what run --json answers.",
          List.of(
              text("run_id", "tier and slot"),
              text("tier", "hot, warm, cold or all"),
              instant("slot_at", SLOT),
              text(
                  "status",
                  "done, quality_failed, deferred or failed; open while steps are run one by one"
                      + " and quality has not been judged"),
              bigCount("planned", "requests that the slot needs"),
              bigCount("fetched", "requests answered by this run"),
              bigCount("reused", "requests that had an answer before it"),
              bigCount("failed", "requests without a usable answer"),
              bigCount("deferred", "requests put off"),
              instant("resume_at", "when to go on; null unless deferred"),
              text("cause", "why it is not done; null where it is"),
              new Column(
                  "calls",
                  Types.perPlatform(
                      Types.counts("made", "retries", "rate_limited", "quota_used", "quota_left")),
                  "calls by platform; quota_left is null where there is no quota"),
              new Column(
                  "rows", Types.counts("bronze", "silver_quotes", "gold"), "rows of the slot"),
              new Column(
                  "coverage",
                  Types.perPlatform(
                      Types.counts("expected", "observed").add("percent", DataTypes.DoubleType)),
                  "expected and observed cells by platform"),
              new Column("seconds", Types.SECONDS, "seconds by step"),
              text("plan_digest", "digest of the requests planned"),
              text("code_version", "the code that ran"),
              text("parser_version", "the code that read the answers"),
              new Column(
                  "table_versions", Types.VERSIONS, "the version of each table as the run left it"),
              instant("started_at", "when it began"),
              instant("finished_at", "when it ended"),
              new Column(
                  "metrics",
                  Types.VERSIONS,
                  "figures of the calls, as stockx.permits, alias.calls.429; milliseconds end in"
                      + " _ms")),
          List.of("run_id"),
          List.of());

  public static final Table QUALITY_RESULTS =
      new Table(
          "ops",
          "quality_results",
          "One row is a check of a run.",
          List.of(
              text("run_id", "the run"),
              instant("slot_at", SLOT),
              text("check", "the check's name"),
              text("severity", "warn or error"),
              flag("passed", "whether it holds"),
              text("observed", "the value found: how many of how many cases"),
              text("limit", "the value allowed"),
              new Column(
                  "offenders",
                  Types.LIST,
                  "the worst cases, at most ten; moments, never ages: these are for the reader"),
              instant("checked_at", "when it was checked"),
              bigCount("gold_version", "the version of gold/master_market_data it looked at"),
              text("next_step", "what to do when it fails")),
          List.of("run_id", "check"),
          List.of());

  public static final Table PINS =
      new Table(
          "ops",
          "pins",
          "One row is a version of a table that is kept for good.",
          List.of(
              text("name", "what the pin is called"),
              text("table", "layer and name of the table"),
              bigCount("version", "the version kept"),
              instant("committed_at", "when the version was written"),
              instant("pinned_at", "when it was pinned")),
          List.of("name", "table"),
          List.of());

  public static final Table SCHEMA_DRIFT =
      new Table(
          "ops",
          "schema_drift",
          "One row is a kind of news in payloads, over all slots.",
          List.of(
              text("platform", PLATFORM),
              text("endpoint", "what was asked"),
              text("path", "where in the answer"),
              text("kind", "what: field_new, field_missing, type_changed, a refusal's reason …"),
              text("sample", "the first value of it that came, cut; empty where there is none"),
              instant("first_seen_at", "when the first answer with it came"),
              instant("last_seen_at", "when the newest answer with it came"),
              bigCount("seen_count", "how often it was seen, each answer of a slot once")),
          List.of("platform", "endpoint", "path", "kind"),
          List.of());

  /** All tables, in the order of the flow. */
  public static final List<Table> ALL =
      List.of(
          PLATFORM_RESPONSES,
          FX_RESPONSES,
          MAPPINGS,
          PRODUCTS,
          VARIANTS,
          QUOTES,
          DEPTH_ANSWERS,
          SALES,
          SALES_COVERAGE,
          OFFER_BINS,
          QUARANTINE,
          FX_RATES,
          PAYLOAD_NEWS,
          MASTER_MARKET_DATA,
          LATEST_MARKET_DATA,
          DAILY_PRICE_BARS,
          CROSS_MARKET_SPREADS,
          COVERAGE,
          RUNS,
          QUALITY_RESULTS,
          SCHEMA_DRIFT,
          PINS);

  /** What replay makes anew from bronze: silver and gold, and the news counted beside them. */
  public static final List<Table> COMPUTED =
      Stream.concat(
              ALL.stream().filter(table -> List.of("silver", "gold").contains(table.layer())),
              Stream.of(SCHEMA_DRIFT))
          .toList();

  /** The columns of the tape. */
  private static final class GoldColumns {
    static final String SALES_OF = "distinct sales of the row's region and programme in the ";
    static final String NOT_ASKED =
        "null where the region's sales were not asked for in the last 35 days, at StockX and in"
            + " global beside regions";
    static final String NOT_KNOWN = "null also where none is known and some may be missing";
    static final List<String> KEY =
        List.of(
            "platform", "sku", "size_key", "region_code", "currency_code", "programme", "slot_at");

    static final List<Column> ALL =
        List.of(
            text("platform", PLATFORM),
            text("platform_product_id", "the product's id there"),
            text("platform_variant_id", "the size's id there; null at Alias, which has none"),
            text("sku", SKU),
            text("brand", "as this platform tells it; null where it names none"),
            text("model_name", "as this platform tells it; null where it names none"),
            text("colorway", "as this platform tells it; null where it names none"),
            text("gender", "as this platform tells it; null where it names none"),
            day("release_date", "as this platform tells it; null where it names none"),
            money("retail_price", "US dollars, as this platform tells it; null where it does not"),
            text("size_key", "the size with its class: 9.5, 10W, 5Y, 10.5C"),
            new Column("size_numeric", Types.SIZE_NUMBER, "the number of the size, for sorting"),
            text("size_system", "US"),
            text("size_class", "men, women, youth or child"),
            text("size_uk", "from the platform's chart; null where it has none"),
            text("size_eu", "from the platform's chart; null where it has none"),
            text("region_code", "the account's market at StockX; US, EU, UK, global at Alias"),
            text("currency_code", "currency of every amount of the row"),
            text("programme", "standard, flex, direct or consigned"),
            flag("is_flex", "programme is flex"),
            flag("is_direct", "programme is direct"),
            flag("is_consigned", "programme is consigned"),
            money("lowest_ask", "null where nobody asks"),
            money("highest_bid", "null where nobody bids"),
            money("last_sale_price", "Alias only; null where none is told"),
            money("spread_absolute", "ask - bid; null where a side is missing"),
            percent("spread_percentage", "per cent of the ask; null where a side is missing"),
            text("market_state", "two_sided, ask_only, bid_only or empty"),
            flag("is_crossed", "bid at or above ask; false where a side is missing"),
            flag("ask_at_listing_cap", "the ask equals the platform's maximum: a placeholder"),
            money("global_indicator_price", "Alias's reference; null where none is told"),
            money("sell_faster_price", "StockX's suggestion; null where none is told"),
            money("earn_more_price", "StockX's suggestion; null where none is told"),
            money("beat_us_price", "StockX's suggestion; null where none is told"),
            text("base_currency_code", "currency of the base columns; null without a rate"),
            new Column("fx_rate", Types.FX_RATE, "base units for one unit; null without a rate"),
            day("fx_as_of", "the day of the rate; null without one"),
            money("lowest_ask_base", "in the base currency; null without a rate"),
            money("highest_bid_base", "in the base currency; null without a rate"),
            money("last_sale_price_base", "in the base currency; null without a rate"),
            count("sales_last_72h", SALES_OF + "72 hours up to slot_at; " + NOT_KNOWN),
            count("sales_last_7d", SALES_OF + "7 days up to slot_at; " + NOT_KNOWN),
            count("sales_last_30d", SALES_OF + "30 days up to slot_at; " + NOT_KNOWN),
            count(
                "total_sales_volume",
                SALES_OF + "all time up to slot_at, as far as they were ever told; " + NOT_ASKED),
            instant(
                "sales_complete_since",
                "from when on every sale is known; 1970-01-01: from the first; " + NOT_ASKED),
            flag(
                "sales_are_complete",
                "whether the counts of 72 h, 7 d and 30 d hold every sale; false where none is"
                    + " known"),
            money(
                "average_sale_price_30d",
                "of the sales counted in sales_last_30d; null without one"),
            percent(
                "price_volatility_30d",
                "sample standard deviation of the log returns from sale to sale of sales_last_30d;"
                    + " null below three sales"),
            percent(
                "price_premium",
                "newest of our own sales up to slot_at over retail_price - 1; null without either"),
            count(
                "bid_count",
                "offers in the slot's histogram, of both Alias programmes together; null where the"
                    + " slot has none"),
            new Column(
                "bid_depth",
                Types.DEPTH,
                "the histogram's bins, highest price first; null where the slot has none"),
            flag("flex_eligible", "whether StockX Flex takes the size; false at Alias"),
            flag("direct_eligible", "whether StockX Direct takes the size; false at Alias"),
            instant("snapshot_at", "when the answer came"),
            instant("changed_at", "when ask or bid last changed, as far as the tape knows"),
            instant("slot_at", SLOT),
            instant("ingested_at", "when the row was first written"),
            text("request_id", "the answer in bronze"),
            text("run_id", "the run that asked"),
            text("parser_version", "the code that read it"),
            day("slot_date", SLOT_DATE));

    private GoldColumns() {}
  }

  /** The columns of the bars. */
  private static final class BarColumns {
    static final List<Column> ALL =
        List.of(
            day("bar_date", "the day"),
            text("platform", PLATFORM),
            text("sku", SKU),
            text("size_key", "the size with its class"),
            text("region_code", "whose market it is"),
            text("currency_code", "currency of every price of the row"),
            text("programme", "standard, flex, direct or consigned"),
            count("quote_count", "slots of the day with a quote; 0 where only sales are known"),
            money("ask_open", "lowest ask of the first slot that has one; null without any"),
            money("ask_high", "highest of the day's lowest asks; asks at the cap do not count"),
            money("ask_low", "lowest ask of the day"),
            money("ask_close", "lowest ask of the last slot that has one"),
            count("ask_count", "slots with an ask that is no placeholder"),
            money("bid_open", "highest bid of the first slot that has one; null without any"),
            money("bid_high", "highest bid of the day"),
            money("bid_low", "lowest of the day's highest bids"),
            money("bid_close", "highest bid of the last slot that has one"),
            count("bid_count", "slots with a bid"),
            money("sale_open", "first sale of the day; null where none is known"),
            money("sale_high", "highest sale of the day"),
            money("sale_low", "lowest sale of the day"),
            money("sale_close", "last sale of the day"),
            count("sale_count", "sales of the day that are known"),
            flag(
                "sales_are_complete",
                "whether every sale of the day is known: the whole day is within the interval of"
                    + " silver/sales_coverage"));

    private BarColumns() {}
  }

  /** The columns of the spreads. */
  private static final class SpreadColumns {
    static final List<Column> ALL =
        List.of(
            text("sku", SKU),
            text("size_key", "the size with its class: the same on both sides"),
            text("buy_platform", PLATFORM),
            text("buy_region_code", "in whose market to buy"),
            text("buy_programme", "standard, flex, direct or consigned"),
            text("buy_currency_code", "currency of buy_price"),
            money("buy_price", "the lowest ask"),
            money("buy_price_base", "the same in the base currency"),
            money("buy_fees_base", "what the buyer pays besides"),
            day("buy_fees_as_of", "since when these fees are what they are"),
            instant("buy_snapshot_at", "when the ask was told: its age now is up to the reader"),
            bigCount("buy_age_seconds", "how much older than the newer of the two quotes it is"),
            text("buy_request_id", "the answer in bronze"),
            text("sell_platform", PLATFORM),
            text("sell_region_code", "into whose market to sell"),
            text("sell_programme", "standard, flex, direct or consigned"),
            text("sell_currency_code", "currency of sell_price"),
            money("sell_price", "the highest bid"),
            money("sell_price_base", "the same in the base currency"),
            money("sell_fees_base", "what the seller pays of it"),
            day("sell_fees_as_of", "since when these fees are what they are"),
            instant("sell_snapshot_at", "when the bid was told: its age now is up to the reader"),
            bigCount("sell_age_seconds", "how much older than the newer of the two quotes it is"),
            text("sell_request_id", "the answer in bronze"),
            text("base_currency_code", "currency of the base columns"),
            day("fx_as_of", "the older day of the two rates; null if neither side needed one"),
            money("cost_base", "buy price and fees"),
            money("proceeds_base", "sell price less fees; negative where fees eat it up"),
            money("net_profit_base", "proceeds less cost; negative for a loss"),
            percent("return_on_cost", "per cent: net profit of cost; null where out of range"),
            instant("slot_at", SLOT),
            day("slot_date", SLOT_DATE));

    private SpreadColumns() {}
  }

  private Tables() {}
}
