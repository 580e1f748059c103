package io.soletape.bench;

import java.nio.file.Path;

/**
 * A lake with a history.
 *
 * @param days of slots of all tiers
 * @param lake where it lies
 */
record Past(int days, Path lake) {}
