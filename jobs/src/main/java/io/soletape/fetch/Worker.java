package io.soletape.fetch;

import java.io.Serializable;

/**
 * A task that calls.
 *
 * @param executorId Spark's name of the executor that it runs on
 * @param attemptId Spark's number of the attempt, unique within the application
 */
public record Worker(String executorId, long attemptId) implements Serializable {}
