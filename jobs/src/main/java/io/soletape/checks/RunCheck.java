package io.soletape.checks;

import io.soletape.quality.Check;
import io.soletape.quality.CheckPage;
import io.soletape.quality.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every check of a run, declared: what it judges, what it allows, what to do when it fails. */
enum RunCheck {
  COVERAGE(
      Severity.ERROR,
      "cells",
      "98 % or more of the cells of active mappings observed, empty or not carried",
      0.02,
      "ops/coverage names each hole and its reason; deferred work goes on when the run is started"
          + " again, failed requests are asked anew in the next slot"),
  UNIQUE_KEYS(
      Severity.ERROR,
      "quotes",
      "no quote twice in gold/master_market_data, nor for it in silver/quotes",
      "our fault: keep the lake as it is, look who wrote the rows by their run_id, then replay the"
          + " slot"),
  HOT_FRESHNESS(
      Severity.ERROR,
      "hot SKUs on a platform",
      "the newest answer of each hot SKU at most 2 h old",
      "look in status whether runs were missed or deferred, or a platform is not called"),
  BRONZE_AND_SILVER_AGREE(
      Severity.ERROR,
      "answers",
      "each usable answer of quotes, sales or offers has rows in silver or quarantine, one of"
          + " quotes for every size that it names",
      "our fault: look at the body in bronze by its request_id, mend the parser, replay the slot"),
  SILVER_AND_GOLD_AGREE(
      Severity.ERROR,
      "quotes",
      "each tape quote of silver is one row of gold and the other way round",
      "run the step gold of the slot again; if it stays, it is our fault"),
  GOLD_AND_LATEST_AGREE(
      Severity.ERROR,
      "quotes",
      "each row of gold is in gold/latest_market_data, or a newer one of its key",
      "run the step gold of the slot again; if it stays, it is our fault"),
  ANSWER_FRESHNESS(
      Severity.WARN,
      "other SKUs on a platform",
      "the newest answer at most two slots of its tier old (warm 12 h, cold 48 h)",
      "look in status whether runs were missed or deferred, or a platform is not called"),
  MARKET_FRESHNESS(
      Severity.WARN,
      "SKUs on a platform",
      "some ask or bid changed lately (hot 24 h, warm 3 days, cold 7 days)",
      "compare with the platform's page: if prices move there, its answers are stale"),
  TAPE_FRESHNESS(
      Severity.WARN,
      "SKUs on a platform",
      "each row on the tape within a slot of its tier after its answer (hot 1 h, warm 6 h, cold"
          + " 24 h)",
      "see in ops/runs which step took long; rows that a later replay first made are late too"),
  RANGES(
      Severity.WARN,
      "rows of the tape",
      "amounts, sizes, rates, counts and moments within what is possible",
      "look at the body in bronze by the row's request_id; a unit that changed needs a new parser"),
  FX_RATES(
      Severity.WARN,
      "rows of the tape with an amount",
      "a rate of the ECB at most 3 days old",
      "look in silver/quarantine for platform 'ecb' and in bronze/fx_responses for the last answer,"
          + " and whether FX_RATES_URL leads to it; long holidays have no rates either. After 5"
          + " days base amounts are null; rates that come later reach them by replay"),
  SALES_OVERLAP(
      Severity.WARN,
      "sizes asked for sales",
      "95 % or more go on where the sales known before end",
      0.05,
      "sales between were lost for good; ask oftener: raise ALIAS_DEPTH_CALLS_PER_RUN or lower"
          + " ALIAS_DEPTH_ROUND_DAYS"),
  VOLUME(
      Severity.WARN,
      "SKUs on a platform",
      "half to twice the median rows of the tier's last 7 slots, once there are 3",
      "look in ops/coverage what became of its cells, and in silver/variants whether its sizes"
          + " changed"),
  MAPPING_HEALTH(
      Severity.WARN,
      "SKUs on a platform",
      "every SKU is mapped",
      "check the style code; not_found and ambiguous are asked again after 7 days, broken and"
          + " suspect after a day"),
  REFUSED_ROWS(
      Severity.WARN,
      "refusals",
      "no row refused",
      "the runbook says what each reason asks for; a mended parser releases them by replay"),
  DEPTH_ANSWERS(
      Severity.WARN,
      "answers of sales or offers",
      "none refused, nor a row of one: its sales and offers are not on the tape, and its size's"
          + " sales are not complete",
      "look at the body in bronze by its request_id; the runbook says what each reason asks for"),
  CROSSED_REGIONAL_MARKETS(
      Severity.WARN,
      "quotes of a region",
      "no bid at or above the ask within a region",
      "possible for a moment; if the same stay crossed, compare with the platform's page");

  private final Check check;

  RunCheck(Severity severity, String cases, String limit, String nextStep) {
    this(severity, cases, limit, 0, nextStep);
  }

  RunCheck(Severity severity, String cases, String limit, double allowed, String nextStep) {
    this.check = new Check(code(), severity, cases, limit, allowed, nextStep);
  }

  Check check() {
    return check;
  }

  /** All of them as a table in Markdown. */
  static List<String> page() {
    return CheckPage.table(Arrays.stream(values()).map(RunCheck::check).toList());
  }

  private String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
