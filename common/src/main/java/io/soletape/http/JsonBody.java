package io.soletape.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Tells a whole JSON answer from a torn one or an error page that came with status 200. */
public final class JsonBody {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonBody() {}

  /** Whether the bytes are one JSON value in UTF-8, with nothing behind it. */
  public static boolean isWellFormed(byte[] body) {
    try (Reader text = strictUtf8(body);
        JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      boolean isEmpty = !parser.hasCurrentToken();
      parser.skipChildren();
      parser.nextToken();
      return !isEmpty && !parser.hasCurrentToken();
    } catch (IOException e) {
      return false;
    }
  }

  /** A decoder of its own reports malformed bytes; the usual reader would replace them. */
  private static Reader strictUtf8(byte[] body) {
    return new InputStreamReader(
        new ByteArrayInputStream(body), StandardCharsets.UTF_8.newDecoder());
  }
}
