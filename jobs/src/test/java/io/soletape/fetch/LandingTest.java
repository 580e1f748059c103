package io.soletape.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.lake.LakeException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingTest {

  private static final String RUN = "hot-20260301T0000Z";
  private static final String OTHER_RUN = "all-20260301T0000Z";

  @TempDir private Path folder;

  @Test
  void anAnswerLandsAsOneWholeFileAndNothingElse() throws IOException {
    Landing landing = landing();

    put(landing, "r1", "first");
    put(landing, "r2", "second");

    assertThat(landing.ids()).containsExactlyInAnyOrder("r1", "r2");
    assertThat(names()).containsExactlyInAnyOrder("r1.json", "r2.json");
    assertThat(folder.resolve("r1.json")).hasContent("\"first\"\n");
  }

  @Test
  void aSecondAnswerToARequestChangesNothing() throws IOException {
    Landing landing = landing();

    put(landing, "r1", "first");
    put(landing, "r1", "second");

    assertThat(folder.resolve("r1.json")).hasContent("\"first\"\n");
    assertThat(names()).containsExactly("r1.json");
  }

  @Test
  void whatACrashLeftHalfWrittenIsNoAnswer() throws IOException {
    Files.writeString(folder.resolve(".r1.6f1c"), "{\"request_id\":");
    Files.writeString(folder.resolve(".r2.json"), "{\"request_id\":");
    Files.writeString(folder.resolve("notes.txt"), "not mine");

    assertThat(landing().ids()).isEmpty();
    assertThat(landing().landed()).isEmpty();
  }

  @Test
  void onlyWhatWasCommittedIsForgotten() throws IOException {
    Landing landing = landing();
    put(landing, "r1", "first");
    List<org.apache.hadoop.fs.Path> committed = landing.landed();
    put(landing, "r2", "second");

    landing.remove(committed);

    assertThat(landing.ids()).containsExactly("r2");
  }

  @Test
  void aFolderThatIsNotThereYetHasNoAnswers() {
    Landing landing = Landing.at(folder.resolve("later").toString(), RUN, new Configuration());

    assertThat(landing.ids()).isEmpty();
    landing.open();
    assertThat(folder.resolve("later")).isDirectory();
  }

  @Test
  void aLandingZoneThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Landing landing = Landing.at(file.toString(), RUN, new Configuration());

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> landing.put("r1", false, new byte[0]))
        .withMessageContainingAll(file.toString(), "check its permissions");
  }

  @Test
  void aTornAnswerIsNoneAndIsPutAsideSoThatItIsAskedAgain() throws IOException {
    Landing landing = landing();
    put(landing, "r1", "first");
    Files.writeString(folder.resolve("r2.json"), "{\"request_id\":");
    Files.writeString(folder.resolve("r3.json"), "");

    assertThat(landing.ids()).containsExactly("r1");
    assertThat(landing.putTornAside())
        .extracting(org.apache.hadoop.fs.Path::getName)
        .containsExactlyInAnyOrder("r2.json.torn", "r3.json.torn");

    assertThat(folder.resolve("r2.json.torn")).hasContent("{\"request_id\":");
    put(landing, "r2", "second");
    assertThat(landing.ids()).containsExactlyInAnyOrder("r1", "r2");
    assertThat(landing.has("r2")).isTrue();
    assertThat(landing.has("r3")).isFalse();
  }

  @Test
  void aFailureLandsButIsNoUsableAnswer() {
    Landing landing = landing();
    put(landing, "r1", "first");
    landing.put("r2", true, line("second"));

    assertThat(landing.ids()).containsExactly("r1");
    assertThat(landing.landed()).hasSize(2);
    assertThat(named(landing.usable())).containsExactly("r1.json");
    assertThat(named(landing.failures())).containsExactly("r2." + RUN + ".failed.json");
    assertThat(landing.failures()).extracting(Landing::idOf).containsExactly("r2");
    assertThat(landing.has("r2")).isFalse();
  }

  @Test
  void eachRunHasItsOwnFailuresOfARequest() {
    landing().put("r1", true, line("ours"));
    landingOf(OTHER_RUN).put("r1", true, line("theirs"));

    landing().remove(landing().failures());

    assertThat(landing().failures()).isEmpty();
    assertThat(named(landingOf(OTHER_RUN).failures()))
        .containsExactly("r1." + OTHER_RUN + ".failed.json");
  }

  @Test
  void failuresThatNobodyDecidesOnArePutAside() throws IOException {
    landing().put("r1", true, line("ours"));
    landingOf(OTHER_RUN).put("r2", true, line("theirs"));
    Files.writeString(folder.resolve("r3.failed.json"), "\"of an older version\"\n");
    put(landing(), "r4", "usable");

    landing().putFailuresAside(OTHER_RUN::equals);
    landing().put("r1", true, line("again"));
    landing().putFailuresAside(OTHER_RUN::equals);

    assertThat(names())
        .containsExactlyInAnyOrder(
            "r1." + RUN + ".failed.json.earlier",
            "r2." + OTHER_RUN + ".failed.json",
            "r3.failed.json.earlier",
            "r4.json");
  }

  @Test
  void aFullDiskIsToldWithTheFolderAndWhatToDo() {
    Configuration hadoop = new Configuration();
    hadoop.setClass("fs.full.impl", FullDisk.class, FileSystem.class);
    Landing landing = Landing.at("full:/landing", RUN, hadoop);

    assertThatExceptionOfType(LakeException.class)
        .isThrownBy(() -> put(landing, "r1", "first"))
        .withMessageContainingAll(
            "landing zone full:/landing", "No space left on device", "check", "free space");
  }

  private static List<String> named(List<org.apache.hadoop.fs.Path> paths) {
    return paths.stream().map(org.apache.hadoop.fs.Path::getName).toList();
  }

  private static void put(Landing landing, String requestId, String text) {
    landing.put(requestId, false, line(text));
  }

  private static byte[] line(String text) {
    return ("\"" + text + "\"\n").getBytes(UTF_8);
  }

  private Landing landingOf(String run) {
    return Landing.at(folder.toString(), run, new Configuration());
  }

  private Landing landing() {
    return landingOf(RUN);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  /** Linux's own disk without room. */
  static final class FullDisk extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("full:///");
    }

    @Override
    public FSDataOutputStream create(
        org.apache.hadoop.fs.Path file,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      org.apache.hadoop.fs.Path device = new org.apache.hadoop.fs.Path("full:/dev/full");
      return super.create(device, true, bufferSize, replication, blockSize, progress);
    }
  }
}
