package io.soletape.maintenance;

import java.time.Instant;

/**
 * A version of a table that is kept for good.
 *
 * @param name what the pin is called; one name may pin many tables
 * @param table layer and name
 * @param committedAt when the version was written
 */
public record Pin(String name, String table, long version, Instant committedAt) {}
