package io.soletape.run;

import io.soletape.coverage.Covered;
import io.soletape.market.Platform;
import io.soletape.plan.Slot;
import io.soletape.quality.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run did: what {@code run --json} answers, and a row of ops/runs.
 *
 * @param slot tier and slot
 * @param status how it ended
 * @param planned requests that the slot needs
 * @param fetched requests that this run got an answer for
 * @param reused requests that had an answer before
 * @param failed requests without a usable answer
 * @param deferred requests put off
 * @param resumeAt when to go on; empty unless deferred
 * @param causes why it is not done, one per platform
 * @param calls by platform
 * @param metrics figures of the calls by platform and name, as in {@code stockx.calls.200}
 * @param rows rows of the slot in bronze, silver/quotes and gold, under these names
 * @param changedRows rows of gold that this run added or changed
 * @param coverage by platform
 * @param checks what the checks found; empty where they did not run
 * @param seconds by step
 * @param planDigest a digest of the quote requests
 * @param startedAt when it began
 * @param finishedAt when it ended
 */
public record RunReport(
    Slot slot,
    RunStatus status,
    long planned,
    long fetched,
    long reused,
    long failed,
    long deferred,
    Optional<Instant> resumeAt,
    List<String> causes,
    Map<Platform, CallReport> calls,
    Map<String, Long> metrics,
    Map<String, Long> rows,
    long changedRows,
    Map<Platform, Covered> coverage,
    List<CheckResult> checks,
    Map<String, Double> seconds,
    String planDigest,
    Instant startedAt,
    Instant finishedAt) {}
