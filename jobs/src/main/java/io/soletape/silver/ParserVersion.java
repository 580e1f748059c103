package io.soletape.silver;

/** Which code read an answer: raised whenever the same body gives other rows; see ADR 18. */
public final class ParserVersion {

  public static final String CURRENT = "4";

  private ParserVersion() {}
}
