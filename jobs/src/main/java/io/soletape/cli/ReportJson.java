package io.soletape.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.coverage.Covered;
import io.soletape.market.Platform;
import io.soletape.quality.CheckResult;
import io.soletape.run.CallReport;
import io.soletape.run.RunReport;

/** A run's report as the JSON of the contract. */
final class ReportJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportJson() {}

  static ObjectNode of(RunReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("run_id", report.slot().runId());
    json.put("tier", report.slot().tier().code());
    json.put("slot_at", report.slot().at().toString());
    json.put("status", report.status().code());
    json.put("planned", report.planned());
    json.put("fetched", report.fetched());
    json.put("reused", report.reused());
    json.put("failed", report.failed());
    json.put("deferred", report.deferred());
    json.put("resume_at", report.resumeAt().map(Object::toString).orElse(null));
    report.causes().forEach(json.putArray("causes")::add);
    ObjectNode calls = json.putObject("calls");
    report.calls().forEach((platform, made) -> calls.set(platform.code(), calls(made)));
    ObjectNode metrics = json.putObject("metrics");
    report.metrics().forEach(metrics::put);
    ObjectNode rows = json.putObject("rows");
    report.rows().forEach(rows::put);
    json.put("changed_rows", report.changedRows());
    ObjectNode coverage = json.putObject("coverage");
    for (Platform platform : Platform.values()) {
      coverage.set(platform.code(), coverage(report.coverage().get(platform)));
    }
    report.checks().forEach(check -> json.withArray("checks").add(check(check)));
    ObjectNode seconds = json.putObject("seconds");
    report.seconds().forEach(seconds::put);
    return json;
  }

  private static ObjectNode calls(CallReport made) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("made", made.made());
    json.put("retries", made.retries());
    json.put("rate_limited", made.rateLimited());
    json.put("quota_used", made.quotaUsed());
    json.put("quota_left", made.quotaLeft().orElse(null));
    return json;
  }

  private static ObjectNode coverage(Covered covered) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("expected", covered.expected());
    json.put("observed", covered.observed());
    json.put("percent", covered.percent());
    return json;
  }

  private static ObjectNode check(CheckResult result) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("check", result.check());
    json.put("severity", result.severity().code());
    json.put("passed", result.passed());
    json.put("observed", result.observed());
    json.put("limit", result.limit());
    result.offenders().forEach(json.putArray("offenders")::add);
    json.put("next_step", result.nextStep());
    return json;
  }
}
