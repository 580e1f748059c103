/**
 * Questions in SQL to a lake on a local disk, without Spark: DuckDB reads the files of one version
 * of each table that a question names.
 */
package io.soletape.sql;
