package io.soletape.budget;

import java.time.Instant;

/**
 * Calls that were counted within one minute.
 *
 * @param minute the begin of the minute
 */
record MinuteCalls(Instant minute, int calls) {}
