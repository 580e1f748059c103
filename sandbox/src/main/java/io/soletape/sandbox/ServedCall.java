package io.soletape.sandbox;

import java.time.Instant;

/**
 * An API call as it was answered.
 *
 * @param url path and query as sent
 * @param answeredAt when the answer went out
 * @param isUsable true if it is a whole answer that says something: 200 with JSON, or 404
 */
public record ServedCall(
    String url, Instant arrivedAt, Instant answeredAt, int status, boolean isUsable) {}
