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
import java.util.function.Predicate;
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
  private static final String EARLIER_ENDING = ".earlier";

  private final FileSystem files;
  private final Path folder;
  private final String run;

  private Landing(FileSystem files, Path folder, String run) {
    this.files = files;
    this.folder = folder;
    this.run = run;
  }

  /** Where the answers of a slot land. */
  static String folderOf(Lake lake, Slot slot) {
    String moment = slot.at().toString().replace(":", "");
    return lake.root() + "/" + Tables.PLATFORM_RESPONSES.layer() + "/_landing/" + moment;
  }

  /**
   * The landing zone in a folder.
   *
   * @param run whose failures are kept apart from those of other runs that share the slot
   */
  static Landing at(String folder, String run, Configuration hadoop) {
    Path path = new Path(folder);
    try {
      FileSystem files = path.getFileSystem(hadoop);
      files.setWriteChecksum(false);
      return new Landing(files, path, run);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /**
   * Makes the answer durable. A second answer to the same request changes nothing.
   *
   * @param isFailure whether it is no usable answer, so that it may yet be forgotten: then it is
   *     this run's own
   * @param line the answer as a line of JSON, its end included
   */
  void put(String requestId, boolean isFailure, byte[] line) {
    String ending = isFailure ? "." + run + FAILURE_ENDING : ENDING;
    Path complete = new Path(folder, requestId + ending);
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

  /** The ids whose whole usable answers have landed. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    usable().stream().filter(this::isWhole).map(Landing::idOf).forEach(ids::add);
    return ids;
  }

  /** The id of the request that a file answers. */
  static String idOf(Path landed) {
    String name = landed.getName();
    return name.substring(0, name.indexOf('.'));
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

  /** The files of this run's answers without use. */
  List<Path> failures() {
    return landed().stream().filter(Landing::isFailure).filter(this::isOurs).toList();
  }

  private boolean isOurs(Path failure) {
    return runOf(failure).equals(run);
  }

  // Empty where an older version wrote the file.
  private static String runOf(Path failure) {
    String name = failure.getName();
    int end = name.length() - FAILURE_ENDING.length();
    return name.substring(Math.min(name.indexOf('.') + 1, end), end);
  }

  /**
   * Puts failures aside that nobody will decide on any more, so that their requests are asked
   * again: what ended the run that got them may have been mended.
   *
   * @param isAbout whether a run is at work and will decide on its failures itself
   */
  void putFailuresAside(Predicate<String> isAbout) {
    landed().stream()
        .filter(Landing::isFailure)
        .filter(failure -> !isAbout.test(runOf(failure)))
        .forEach(failure -> putAside(failure, EARLIER_ENDING));
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
        torn.add(putAside(path, TORN_ENDING));
      }
    }
    return torn;
  }

  private Path putAside(Path path, String ending) {
    Path aside = path.suffix(ending);
    try {
      files.delete(aside, false);
      files.rename(path, aside);
    } catch (IOException e) {
      throw unusable(path, e);
    }
    return aside;
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

  static LakeException unusable(Path path, Throwable cause) {
    return new LakeException(
        "The landing zone %s cannot be used (%s): check its permissions and the free space"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
