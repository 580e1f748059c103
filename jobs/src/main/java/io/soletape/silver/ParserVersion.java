package io.soletape.silver;

/** Which code read an answer: raised whenever the same body would give other rows. */
public final class ParserVersion {

  public static final String CURRENT = "1";

  private ParserVersion() {}
}
