package io.soletape.coverage;

/**
 * Why a platform was not asked to the end in a run.
 *
 * @param outcome {@code deferred} or {@code failed}
 * @param reason one word, such as {@code budget}
 */
public record Hole(String outcome, String reason) {}
