/**
 * Fetch turns planned requests into raw answers and knows nothing of sizes or prices. The driver's
 * {@link io.soletape.fetch.FetchDesk} grants turns and credentials; executors reach it over Spark's
 * own messages, call, and put each answer into the {@link io.soletape.fetch.Landing} zone the
 * moment it has come.
 */
package io.soletape.fetch;
