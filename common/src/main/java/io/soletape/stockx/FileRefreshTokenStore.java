package io.soletape.stockx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A refresh token in a file that only its owner can read. The file also holds a digest of the
 * configured token that the stored one came from, so a new setting wins over it. Thread-safe;
 * another process sees either the old file or the new one.
 *
 * <p>Every method throws {@link UncheckedIOException} if the file cannot be read or written.
 */
public final class FileRefreshTokenStore implements RefreshTokenStore {

  private static final String CAME_FROM = "configured_sha256";
  private static final String TOKEN = "refresh_token";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  /**
   * A store in a file.
   *
   * @param file need not exist; its directory is created when the first token is stored
   */
  public FileRefreshTokenStore(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the file is not of the form written here: a spent token must
   *     not be used in its place
   */
  @Override
  public synchronized String currentFor(String configuredToken) {
    if (Files.notExists(file)) {
      return configuredToken;
    }
    JsonNode stored = read();
    return stored.get(CAME_FROM).textValue().equals(sha256(configuredToken))
        ? stored.get(TOKEN).textValue()
        : configuredToken;
  }

  @Override
  public synchronized void rotated(String configuredToken, String newToken) {
    String json =
        JSON.createObjectNode()
            .put(CAME_FROM, sha256(configuredToken))
            .put(TOKEN, newToken)
            .toString();
    try {
      replace(StandardCharsets.UTF_8.encode(json));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot store the refresh token in " + file, e);
    }
  }

  private JsonNode read() {
    try {
      JsonNode stored = JSON.readTree(Files.readAllBytes(file));
      if (stored.path(CAME_FROM).isTextual() && stored.path(TOKEN).isTextual()) {
        return stored;
      }
    } catch (JsonProcessingException e) {
      throw unreadable(); // without the cause, which could quote the token
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the refresh token in " + file, e);
    }
    throw unreadable();
  }

  private IllegalStateException unreadable() {
    return new IllegalStateException(
        file + " holds no refresh token: delete it and set STOCKX_REFRESH_TOKEN to a new one");
  }

  private void replace(ByteBuffer content) throws IOException {
    Path directory = file.getParent();
    Files.createDirectories(directory);
    Path written = Files.createTempFile(directory, file.getFileName() + ".", ".tmp", OWNER_ONLY);
    try {
      write(written, content);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
    sync(directory);
  }

  private static void write(Path path, ByteBuffer content) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
  }

  /** Without it the new name could be lost in a power cut though the bytes are not. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
