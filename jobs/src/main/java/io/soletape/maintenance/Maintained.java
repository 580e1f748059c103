package io.soletape.maintenance;

/**
 * What was done to a table.
 *
 * @param table layer and name
 * @param filesBefore files of the newest version before
 * @param filesAfter files of the newest version now
 * @param bytes size of the newest version now
 * @param filesVacuumed files of older versions that went
 */
public record Maintained(
    String table, long filesBefore, long filesAfter, long bytes, long filesVacuumed) {}
