package io.soletape.run;

import io.soletape.lake.Lake;
import io.soletape.plan.QuoteScope;
import java.time.Clock;

/**
 * Where runs happen and what they share.
 *
 * @param scope which quotes are asked for
 * @param progress told what goes on
 */
record RunPlace(
    Lake lake, Platforms platforms, QuoteScope scope, RunProgress progress, Clock clock) {}
