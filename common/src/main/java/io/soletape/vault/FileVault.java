package io.soletape.vault;

import io.soletape.http.Sleeper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A vault in a file that only its owner can read, for the processes of one machine. A lock file
 * beside it is held while the vault is open; the operating system lets go of it when its holder
 * dies, so the file itself means nothing and stays.
 */
public final class FileVault implements Vault {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final Path lockFile;
  private final Duration patience;
  private final Clock clock;
  private final Sleeper sleeper;

  /**
   * A vault in a file.
   *
   * @param file need not exist; its directory is created
   * @param patience how long to wait for others who have the vault open
   * @param clock of this machine
   */
  public FileVault(Path file, Duration patience, Clock clock, Sleeper sleeper) {
    this.file = file.toAbsolutePath();
    this.lockFile = this.file.resolveSibling(this.file.getFileName() + ".lock");
    this.patience = patience;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  @Override
  public <T> T exclusively(Function<Opened, T> work) {
    try (FileChannel channel = lockChannel();
        FileLock lock = locked(channel)) {
      return work.apply(new OpenedFile());
    } catch (IOException e) {
      throw new VaultException(
          "Cannot lock " + lockFile + " (" + e + "): mend its directory or its permissions", e);
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private FileChannel lockChannel() throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(
        lockFile, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
  }

  private FileLock locked(FileChannel channel) throws IOException {
    for (Duration waited = Duration.ZERO;
        waited.compareTo(patience) <= 0;
        waited = waited.plus(BETWEEN_TRIES)) {
      Optional<FileLock> lock = tried(channel);
      if (lock.isPresent()) {
        return lock.get();
      }
      pause();
    }
    throw new VaultException(
        "Another process has held %s for %d s: see whether one hangs, end it and try again"
            .formatted(lockFile, patience.toSeconds()));
  }

  private static Optional<FileLock> tried(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by another thread of this process
    }
  }

  private void pause() {
    try {
      sleeper.sleep(BETWEEN_TRIES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VaultException("Interrupted while waiting for " + lockFile, e);
    }
  }

  private final class OpenedFile implements Opened {

    @Override
    public Optional<String> text() {
      if (Files.notExists(file)) {
        return Optional.empty();
      }
      try {
        return Optional.of(Files.readString(file));
      } catch (IOException e) {
        throw new VaultException(
            "Cannot read %s (%s): mend its permissions".formatted(file, e.getClass().getName()), e);
      }
    }

    @Override
    public Instant now() {
      return clock.instant();
    }

    @Override
    public void replace(String text) {
      try {
        replaceFile(StandardCharsets.UTF_8.encode(text));
      } catch (IOException e) {
        throw new VaultException(
            "Cannot write %s (%s): free space or mend its permissions".formatted(file, e), e);
      }
    }
  }

  private void replaceFile(ByteBuffer content) throws IOException {
    Path directory = file.getParent();
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
}
