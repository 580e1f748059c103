package io.soletape.http;

import java.util.Locale;

/** How a request ended for good. */
public enum Settlement {
  /** Answered with well-formed JSON. */
  OK,
  /** The server does not know what was asked for (404). */
  NOT_FOUND,
  /** The server will not answer this request, however often it is made. */
  REJECTED,
  /** The server or the way to it was in trouble until attempts or time were spent. */
  FAILED;

  /** The name in tables: lower case. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
