package io.soletape.plan;

import io.soletape.platform.PlatformRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** The id of a request: the same request of the same slot has the same id on any machine. */
public final class RequestId {

  private static final int LETTERS = 32;

  private RequestId() {}

  /** A digest of slot, platform, endpoint and parameters. The tier is no part of it. */
  public static String of(Instant slotAt, PlatformRequest request) {
    String params =
        request.params().entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("&"));
    return digest(
        String.join("|", slotAt.toString(), request.platform().code(), request.endpoint(), params));
  }

  /** A digest of any text, as short as an id. */
  public static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
