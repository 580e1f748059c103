package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soletape.budget.Trouble;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {

  private static final String AGED =
      """
      {"lake": "/lake",
       "platforms": {
         "stockx": {"skus": 20, "newest_slot_at": "2026-03-01T12:00:00Z",
                    "newest_snapshot_at": "2026-03-01T12:01:00Z", "age_minutes": 31,
                    "quota_used": 1200, "quota_left": 23800},
         "alias": {"skus": 19, "newest_slot_at": "2026-03-01T11:00:00Z",
                   "newest_snapshot_at": "2026-03-01T11:01:00Z", "age_minutes": 91,
                   "quota_used": 40, "quota_left": null}},
       "runs": [
         {"run_id": "hot-20260301T1200Z", "status": "deferred",
          "finished_at": "2026-03-01T12:02:00Z", "gold_rows": 8123, "deferred": 1500,
          "stockx_percent": 61.5, "alias_percent": 100.0,
          "resume_at": "2026-03-02T00:00:00Z", "cause": "stockx: the budget is spent"},
         {"run_id": "hot-20260301T1100Z", "status": "done",
          "finished_at": "2026-03-01T11:02:00Z", "gold_rows": 9000, "deferred": 0,
          "stockx_percent": 99.99, "alias_percent": 100.0}]}
      """;

  private static final String EMPTY =
      """
      {"lake": "/lake", "platforms": {"stockx": {}, "alias": {}}, "runs": []}
      """;

  @Test
  void ageCoverageQuotaAndWhatIsDeferredAreTold() throws IOException {
    assertThat(StatusText.of(read(AGED)))
        .containsExactly(
            "Lake /lake",
            "  stockx   20 SKUs, newest quote 31 min old (slot 2026-03-01T12:00:00Z);"
                + " 1,200 calls of the day used, 23,800 left",
            "  alias    19 SKUs, newest quote 91 min old (slot 2026-03-01T11:00:00Z);"
                + " 40 calls of the day used, no quota",
            "  hot-20260301T1200Z       deferred       8,123 gold rows, coverage stockx 61.50 %"
                + " alias 100.00 %, 1,500 requests deferred until 2026-03-02T00:00:00Z (stockx: the"
                + " budget is spent)",
            "  hot-20260301T1100Z       done           9,000 gold rows,"
                + " coverage stockx 99.99 % alias 100.00 %");
  }

  @Test
  void anEmptyLakeSaysWhatToRunFirst() throws IOException {
    assertThat(StatusText.of(read(EMPTY)))
        .containsExactly(
            "Lake /lake",
            "  stockx   nothing on the tape; calls unknown, its key is not set",
            "  alias    nothing on the tape; calls unknown, its key is not set",
            "  no run yet: start with ./soletape run --tier hot, or look at ./soletape demo");
  }

  @Test
  void anOpenBreakerStandsBelowItsPlatform() throws IOException {
    ObjectNode status = read(EMPTY);
    StatusCommand.addTrouble(
        (ObjectNode) status.get("platforms").get("stockx"),
        new Trouble(
            "unreachable",
            "stockx gave no usable answer to 10 calls in a row",
            Instant.parse("2026-03-01T11:58:00Z"),
            Optional.empty()));

    assertThat(StatusText.of(status))
        .containsSubsequence(
            "  stockx   nothing on the tape; calls unknown, its key is not set",
            "           not called since 2026-03-01T11:58:00Z (unreachable):"
                + " stockx gave no usable answer to 10 calls in a row",
            "  alias    nothing on the tape; calls unknown, its key is not set");
    assertThat(status.get("platforms").get("stockx").get("breaker").get("until").isNull()).isTrue();
  }

  private static ObjectNode read(String json) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(json);
  }
}
