package io.soletape.fetch;

import io.soletape.lake.Lake;
import io.soletape.lake.LakeException;
import io.soletape.lake.Tables;
import io.soletape.plan.Slot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The landing zone of a slot: one immutable file per answer, complete the moment it can be seen, so
 * that an answer survives whatever dies next. Committed to bronze in waves.
 */
final class Landing {

  private static final String ENDING = ".json";

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

  /** Makes the answer durable. A second answer to the same request changes nothing. */
  void put(String requestId, byte[] line) {
    Path complete = file(requestId);
    Path growing = new Path(folder, "." + requestId + "." + UUID.randomUUID());
    try {
      try (OutputStream out = files.create(growing, true)) {
        out.write(line);
      }
      if (!files.rename(growing, complete)) {
        files.delete(growing, false);
      }
    } catch (IOException e) {
      throw unusable(growing, e);
    }
  }

  /** The ids that have landed. */
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    landed().forEach(path -> ids.add(path.getName().replace(ENDING, "")));
    return ids;
  }

  /** The complete files. */
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

  private FileStatus[] list() {
    try {
      return Optional.ofNullable(files.listStatus(folder)).orElse(new FileStatus[0]);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private Path file(String requestId) {
    return new Path(folder, requestId + ENDING);
  }

  private static LakeException unusable(Path path, IOException cause) {
    return new LakeException(
        "The landing zone %s cannot be used (%s): check its permissions and the free space"
            .formatted(path, cause.getMessage()),
        cause);
  }
}
