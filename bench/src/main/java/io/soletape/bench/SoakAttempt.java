package io.soletape.bench;

import io.soletape.plan.Slot;
import io.soletape.run.RunReport;
import io.soletape.run.RunStatus;
import java.time.Duration;
import java.time.Instant;

/**
 * A run that was started in a soak.
 *
 * @param startedAt by the simulated clock
 * @param finishedAt by the simulated clock
 */
record SoakAttempt(RunReport report, Instant startedAt, Instant finishedAt) {

  Slot slot() {
    return report.slot();
  }

  RunStatus status() {
    return report.status();
  }

  Duration took() {
    return Duration.between(startedAt, finishedAt);
  }
}
