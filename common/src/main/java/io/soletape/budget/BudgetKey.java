package io.soletape.budget;

import io.soletape.market.Platform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Whose calls are counted together: a platform and the key by which it knows us.
 *
 * @param text the platform and a digest of its key, never the key
 */
public record BudgetKey(String text) {

  private static final int DIGEST_LETTERS = 16;

  /** The budget of a platform key. */
  public static BudgetKey of(Platform platform, String secretKey) {
    return new BudgetKey(platform.code() + ":" + digest(secretKey));
  }

  private static String digest(String secretKey) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(secretKey.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST_LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
