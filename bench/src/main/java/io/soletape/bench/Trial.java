package io.soletape.bench;

import java.nio.file.Path;

/**
 * How a scenario is to be run.
 *
 * @param folder an empty folder of its own
 * @param isLong false for the short form that the tests take
 * @param rounds of those scenarios that repeat themselves
 * @param seed of everything that is left to chance
 * @param prepared what scenarios share
 */
record Trial(Path folder, boolean isLong, int rounds, long seed, Prepared prepared) {}
