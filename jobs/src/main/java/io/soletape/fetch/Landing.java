package io.soletape.fetch;

import io.soletape.http.JsonBody;
import io.soletape.lake.Lake;
import io.soletape.lake.LakeException;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The landing zone of a slot: one immutable file per answer, complete the moment it can be seen, so
 * that an answer survives whatever dies next. Committed to bronze in waves.
 */
final class Landing {

  private static final String ENDING = ".json";
  private static final String FAILURE_ENDING = ".failed.json";
  private static final String TORN_ENDING = ".torn";

  private final FileSystem files;
  private final Path folder;

  private Landing(FileSystem files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Where the answers of a slot land. */
  static String folderOf(Lake lake, Slot slot) {
    String moment = slot.at().toString().replace(":", "");
    return lake.root() + "/" + Tables.PLATFORM_RESPONSES.layer() + "/_landing/" + moment;
  }

  static Landing at(String folder, Configuration hadoop) {
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      files.setWriteChecksum(false);
      return new Landing(files, path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /**
   * Makes the answer durable. A second answer to the same request changes nothing.
   *
   * @param isFailure whether it is no usable answer, so that it may yet be forgotten
   * @param line the answer as a line of JSON, its end included
   */
  void put(String requestId, boolean isFailure, byte[] line) {
    Path complete = new Path(folder, requestId + (isFailure ? FAILURE_ENDING : ENDING));
    Path growing = new Path(folder, "." + requestId + "." + UUID.randomUUID());
    try {
      try (FSDataOutputStream out = files.create(growing, true)) {
        out.write(line);
        out.hsync();
      }
      if (files.exists(complete) || !files.rename(growing, complete)) {
        files.delete(growing, false);
      }
    } catch (IOException | FSError e) {
      // The second is how Hadoop tells a full or broken local disk.
      throw unusable(growing, e);
    }
  }

  /** Whether a whole answer to the request has landed. */
  boolean has(String requestId) {
    try {
      return files.exists(new Path(folder, requestId + ENDING));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** The ids whose whole answers have landed. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    landed().stream().filter(this::isWhole).map(Landing::idOf).forEach(ids::add);
    return ids;
  }

  /** The id of the request that a file answers. */
  static String idOf(Path landed) {
    return landed.getName().replace(FAILURE_ENDING, "").replace(ENDING, "");
  }

  /** The files of all answers. */
  List<Path> landed() {
    List<Path> complete = new ArrayList<>();
    for (FileStatus status : list()) {
      Path path = status.getPath();
      if (!path.getName().startsWith(".") && path.getName().endsWith(ENDING)) {
        complete.add(path);
      }
    }
    return complete;
  }

  /** The files of usable answers. */
  List<Path> usable() {
    return landed().stream().filter(path -> !isFailure(path)).toList();
  }

  /** The files of answers without use. */
  List<Path> failures() {
    return landed().stream().filter(Landing::isFailure).toList();
  }

  /**
   * Puts files aside that a crash or a bad disk has torn, so that their requests are asked again.
   *
   * @return their new names; nothing is deleted
   */
  List<Path> putTornAside() {
    List<Path> torn = new ArrayList<>();
    for (Path path : landed()) {
      if (!isWhole(path)) {
        Path aside = path.suffix(TORN_ENDING);
        try {
          files.rename(path, aside);
        } catch (IOException e) {
          throw unusable(path, e);
        }
        torn.add(aside);
      }
    }
    return torn;
  }

  /** Forgets files that are in bronze now. */
  void remove(List<Path> committed) {
    try {
      for (Path path : committed) {
        files.delete(path, false);
      }
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Makes the folder. */
  void open() {
    try {
      files.mkdirs(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static boolean isFailure(Path path) {
    return path.getName().endsWith(FAILURE_ENDING);
  }

  private boolean isWhole(Path path) {
    try (FSDataInputStream in = files.open(path)) {
      byte[] line = in.readAllBytes();
      return line.length > 0 && line[line.length - 1] == '\n' && JsonBody.isWellFormed(line);
    } catch (FileNotFoundException e) {
      // Somebody has just committed it.
      return true;
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private FileStatus[] list() {
    try {
      return Optional.ofNullable(files.listStatus(folder)).orElse(new FileStatus[0]);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static LakeException unusable(Path path, Throwable cause) {
    return new LakeException(
        "The landing zone %s cannot be used (%s): check its permissions and the free space"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
