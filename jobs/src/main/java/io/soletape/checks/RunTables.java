package io.soletape.checks;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the checks of a run look at, each of the run's slot and SKUs.
 *
 * @param coverage rows of ops/coverage of the run
 * @param mappings silver/mappings
 * @param answers bronze, as {@link Agreement#answers} leaves it
 * @param quotes silver/quotes
 * @param quarantine silver/quarantine, what is still refused
 * @param depthAnswers silver/depth_answers
 * @param newSales silver/sales that the slot was the first to tell
 * @param salesCoverage silver/sales_coverage
 * @param tape gold, as {@link RunChecks#tape} leaves it
 * @param latest gold/latest_market_data
 * @param coverageBefore rows of ops/coverage of the tier's last slots
 */
record RunTables(
    Dataset<Row> coverage,
    Dataset<Row> mappings,
    Dataset<Row> answers,
    Dataset<Row> quotes,
    Dataset<Row> quarantine,
    Dataset<Row> depthAnswers,
    Dataset<Row> newSales,
    Dataset<Row> salesCoverage,
    Dataset<Row> tape,
    Dataset<Row> latest,
    Dataset<Row> coverageBefore) {}
