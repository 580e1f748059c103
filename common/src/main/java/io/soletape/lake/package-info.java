/**
 * The lake's tables: each declared once (name, grain, schema, key, partition, units), how they are
 * read and how they are written so that a repetition changes nothing. Uses Spark and Delta.
 */
package io.soletape.lake;
