package io.soletape.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A disk of its own below a folder, which can be too small and then grow. Only root can have it.
 */
final class SmallDisk implements AutoCloseable {

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** A disk with room for so many bytes; empty if this user may not have one. */
  static Optional<SmallDisk> at(Path folder, int bytes) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    boolean isMounted =
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", folder.toString());
    return isMounted ? Optional.of(new SmallDisk(folder)) : Optional.empty();
  }

  /** Gives it room for so many bytes. */
  void grow(int bytes) throws IOException, InterruptedException {
    if (!succeeds("mount", "-o", "remount,size=" + bytes, folder.toString())) {
      throw new IllegalStateException("The disk at " + folder + " did not grow");
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    succeeds("umount", "--lazy", folder.toString());
  }

  private static boolean succeeds(String... words) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(List.of(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // No such program here: as if it were not allowed.
      return false;
    }
  }
}
