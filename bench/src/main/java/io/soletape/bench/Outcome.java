package io.soletape.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a command left behind.
 *
 * @param report its JSON; missing where it printed none
 * @param said on standard error
 */
record Outcome(int code, JsonNode report, String said) {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_SETTING = 2;
  static final int QUALITY_FAILED = 3;
  static final int DEFERRED = 75;
}
