package io.soletape.bench;

import java.time.Instant;

/**
 * A kill -9.
 *
 * @param from when it was sent
 * @param until when the last of its victims was gone
 */
record Kill(Instant from, Instant until) {}
