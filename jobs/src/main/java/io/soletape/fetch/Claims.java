package io.soletape.fetch;

import io.soletape.lake.Lake;
import io.soletape.lake.LakeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Which run asks what. Runs of several tiers may share a slot and be at work at once: a request is
 * asked by the one whose claim, a file in the landing zone, was there first. A claim stands while
 * its run is about in the slot, and beyond the answer: whoever looked for answers before may not
 * know of it yet. Thread-safe.
 */
final class Claims {

  private static final String ASKED = "asked";
  private static final String RUNS = "runs";
  // A name is written within milliseconds of its file; who has not, died between.
  private static final int LOOKS_AT_A_BLANK = 40;

  private final FileSystem files;
  private final Path asked;
  private final Path runs;
  private final String run;
  private final Lake lake;
  private final Set<String> ours = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> blanks = new HashMap<>();

  private Claims(FileSystem files, Path landing, String run, Lake lake) {
    this.files = files;
    this.asked = new Path(landing, ASKED);
    this.runs = new Path(landing, RUNS);
    this.run = run;
    this.lake = lake;
  }

  /**
   * The claims on requests of a slot.
   *
   * @param landing the folder of its landing zone
   * @param run who claims
   * @param lake whose locks tell which runs are at work
   */
  static Claims at(String landing, String run, Lake lake) {
    Path path = new Path(landing);
    try {
      FileSystem files = path.getFileSystem(lake.spark().sparkContext().hadoopConfiguration());
      files.setWriteChecksum(false);
      return new Claims(files, path, run, lake);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  /**
   * Says that this run is about in the slot. It must look for answers afterwards: those of which it
   * does not know then are claimed for as long as it is about.
   */
  void arrive() {
    alone(
        () -> {
          files.mkdirs(asked);
          files.create(new Path(runs, run), true).close();
          return others().isEmpty() && clear(asked);
        });
  }

  /** Claims a request; false if another run has. */
  boolean take(String requestId) {
    return ours.contains(requestId) || create(requestId);
  }

  private boolean create(String requestId) {
    Path claim = new Path(asked, requestId);
    Optional<FSDataOutputStream> created = created(claim);
    if (created.isEmpty()) {
      return false;
    }
    try (FSDataOutputStream out = created.get()) {
      out.write(run.getBytes(StandardCharsets.UTF_8));
    } catch (IOException | FSError e) {
      // The second is how Hadoop tells a full or broken local disk.
      delete(claim);
      throw unusable(claim, e);
    }
    return ours.add(requestId);
  }

  private Optional<FSDataOutputStream> created(Path claim) {
    try {
      return Optional.of(files.create(claim, false));
    } catch (IOException e) {
      if (exists(claim)) {
        return Optional.empty();
      }
      throw unusable(claim, e);
    }
  }

  /**
   * Claims those requests that nobody asks any more: their run has given them up, or is gone.
   *
   * @return whether one of them is this run's now
   */
  boolean takeOver(Collection<String> requestIds) {
    return alone(
        () -> {
          Set<String> others = others();
          for (String requestId : requestIds) {
            if (!ours.contains(requestId) && isLeft(requestId, others)) {
              files.delete(new Path(asked, requestId), false);
            }
            take(requestId);
          }
          return requestIds.stream().anyMatch(ours::contains);
        });
  }

  private boolean isLeft(String requestId, Set<String> others) throws IOException {
    return owner(requestId)
        .filter(
            owner ->
                owner.isEmpty()
                    ? blanks.merge(requestId, 1, Integer::sum) > LOOKS_AT_A_BLANK
                    : !others.contains(owner))
        .isPresent();
  }

  /** Lets others ask a request to which this run has no usable answer. */
  void release(String requestId) {
    if (ours.remove(requestId)) {
      delete(new Path(asked, requestId));
    }
  }

  /** Drops the claims of requests whose answers are in bronze, if nobody needs them. */
  void forget(Collection<String> requestIds) {
    List<String> claimed = requestIds.stream().filter(ours::contains).toList();
    if (!claimed.isEmpty()) {
      alone(
          () -> {
            boolean isAlone = others().isEmpty();
            if (isAlone) {
              claimed.forEach(this::release);
            }
            return isAlone;
          });
    }
  }

  /** Says that this run asks nothing more: all that it got is in bronze. */
  void leave() {
    alone(
        () -> {
          delete(new Path(runs, run));
          ours.clear();
          return others().isEmpty() && clear(asked) && clear(runs);
        });
  }

  private Set<String> others() throws IOException {
    return list(runs).stream()
        .map(Path::getName)
        .filter(name -> !name.equals(run) && lake.isBusy(FetchJob.lockOf(name)))
        .collect(Collectors.toSet());
  }

  // Empty where there is no claim; blank where its owner has not written his name yet.
  private Optional<String> owner(String requestId) throws IOException {
    try (FSDataInputStream in = files.open(new Path(asked, requestId))) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private boolean clear(Path folder) throws IOException {
    list(folder).forEach(this::delete);
    return true;
  }

  private List<Path> list(Path folder) throws IOException {
    try {
      return Arrays.stream(files.listStatus(folder)).map(FileStatus::getPath).toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  private boolean exists(Path path) {
    try {
      return files.exists(path);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private void delete(Path path) {
    try {
      files.delete(path, false);
    } catch (IOException e) {
      throw unusable(path, e);
    }
  }

  private boolean alone(Work work) {
    return lake.alone(
        "claims in " + asked.getParent().getName(),
        () -> {
          try {
            return work.run();
          } catch (IOException e) {
            throw unusable(asked, e);
          }
        });
  }

  private static LakeException unusable(Path path, Throwable cause) {
    return Landing.unusable(path, cause);
  }

  private interface Work {
    boolean run() throws IOException;
  }
}
