package io.soletape.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalSpark.class)
class ForklessFileSystemTest {

  private static final Table STYLES =
      new Table(
          "silver",
          "styles",
          "One row is a style.",
          List.of(Column.text("sku", "the style")),
          List.of("sku"),
          List.of());

  @TempDir Path folder;

  @Test
  void aTableIsWrittenAndReadWithoutAnotherProcess(SparkSession spark) throws IOException {
    Lake lake = new Lake(spark, folder.resolve("lake").toString());

    append(lake, "DD1391-100");
    List<String> started =
        startedBy(
            () -> {
              append(lake, "CT8527-100");
              assertThat(lake.read(STYLES).count()).isEqualTo(2);
            });

    // Spark asks once a process for the size of a page, whatever it does then.
    assertThat(started).filteredOn(command -> !command.equals("getconf PAGESIZE")).isEmpty();
  }

  @Test
  void filesAreListedAsHadoopDoesWithoutAnotherProcess() throws IOException {
    Files.createDirectories(folder.resolve("silver/styles"));
    Path file = Files.writeString(folder.resolve("silver/styles/part 1.parquet"), "PAR1");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    List<String> hadoops = listed(opened(new LocalFileSystem()));
    List<String> ours = new ArrayList<>();

    assertThat(startedBy(() -> ours.addAll(listed(opened(new ForklessFileSystem()))))).isEmpty();

    assertThat(ours).isEqualTo(hadoops).singleElement().asString().contains("rw-r-----");
  }

  private List<String> listed(FileSystem files) throws IOException {
    return RemoteIterators.toList(
            files.listFiles(new org.apache.hadoop.fs.Path(folder.toUri()), true))
        .stream()
        .map(LocatedFileStatus::toString)
        .toList();
  }

  @Test
  void theTestsAboveWouldSeeHadoopsOwn() throws IOException {
    LocalFileSystem hadoops = opened(new LocalFileSystem());

    assertThat(startedBy(() -> create(hadoops, "file"))).isNotEmpty();
  }

  @Test
  void ofManyWhoCreateAFileThatMustBeNewOneDoes() throws Exception {
    LocalFileSystem files = opened(new ForklessFileSystem());
    files.setWriteChecksum(false);
    int many = 8;
    ExecutorService threads = Executors.newFixedThreadPool(many);
    try {
      for (int round = 0; round < 50; round++) {
        CyclicBarrier start = new CyclicBarrier(many);
        String file = folder.resolve("new/" + round).toString();
        List<Future<Boolean>> created = new ArrayList<>();
        for (int each = 0; each < many; each++) {
          created.add(
              threads.submit(
                  () -> {
                    start.await();
                    return isCreated(files, file);
                  }));
        }
        int creators = 0;
        for (Future<Boolean> each : created) {
          creators += each.get() ? 1 : 0;
        }
        assertThat(creators).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isCreated(FileSystem files, String file) throws IOException {
    try {
      files.create(new org.apache.hadoop.fs.Path(file), false).close();
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  @ParameterizedTest
  @CsvSource({"rw-------", "rw-r--r--", "rwxr-x--x", "---------", "rwxrwxrwx"})
  void permissionsAreThoseOfHadoopsOwn(String permissions) throws IOException {
    FsPermission asked = FsPermission.valueOf("-" + permissions);
    for (LocalFileSystem files :
        List.of(opened(new LocalFileSystem()), opened(new ForklessFileSystem()))) {
      String name = files.getClass().getSimpleName();
      org.apache.hadoop.fs.Path file = create(files, name);

      files.setPermission(file, asked);

      assertThat(files.getFileStatus(file).getPermission()).as(name).isEqualTo(asked);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .isEqualTo(permissions);
    }
  }

  @Test
  void theStickyBitIsKept() throws IOException {
    LocalFileSystem files = opened(new ForklessFileSystem());
    org.apache.hadoop.fs.Path shared = new org.apache.hadoop.fs.Path(folder.toString(), "shared");

    files.mkdirs(shared, new FsPermission("1755"));
    files.setPermission(shared, new FsPermission("1777"));

    assertThat(files.getFileStatus(shared).getPermission()).isEqualTo(new FsPermission("1777"));
  }

  @ParameterizedTest
  @CsvSource({"true, 02755", "false, 0755"})
  void aFolderAloneGoesOnToGiveItsGroup(boolean isFolder, String mode) throws IOException {
    Path path = folder.resolve("shared");
    if (isFolder) {
      Files.createDirectory(path);
    } else {
      Files.createFile(path);
    }
    Files.setAttribute(path, "unix:mode", 02775);

    opened(new ForklessFileSystem())
        .setPermission(new org.apache.hadoop.fs.Path(path.toString()), new FsPermission("755"));

    assertThat((Integer) Files.getAttribute(path, "unix:mode") & 07777)
        .isEqualTo(Integer.parseInt(mode, 8));
  }

  @Test
  void whatHadoopsOwnHasCommittedIsOverwrittenWithItsChecksum() throws IOException {
    LocalFileSystem files = opened(new ForklessFileSystem());
    FileContext hadoops = FileContext.getFileContext(files.getUri(), new Configuration());
    FileContext ours = FileContext.getFileContext(files.getUri(), forkless());
    org.apache.hadoop.fs.Path pointer = new org.apache.hadoop.fs.Path(folder.toString(), "pointer");
    commit(hadoops, pointer, 1);

    commit(ours, pointer, 2);

    try (FSDataInputStream in = files.open(pointer)) {
      assertThat(in.read()).isEqualTo(2);
    }
  }

  private static void commit(FileContext context, org.apache.hadoop.fs.Path target, int content)
      throws IOException {
    org.apache.hadoop.fs.Path growing = target.suffix(".tmp");
    try (FSDataOutputStream out = context.create(growing, EnumSet.of(CreateFlag.CREATE))) {
      out.write(content);
    }
    context.rename(growing, target, Options.Rename.OVERWRITE);
  }

  @Test
  void aLinkIsALinkWhetherOrNotItLeadsAnywhere() throws IOException {
    Files.createFile(folder.resolve("file"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("gone"));

    assertThat(linkStatus("file").isSymlink()).isFalse();
    assertThat(linkStatus("link").isSymlink()).isTrue();
    assertThat(linkStatus("link").getSymlink().getName()).isEqualTo("file");
    assertThat(linkStatus("nowhere").isSymlink()).isTrue();
  }

  @Test
  void aCommitThatAnotherHasMadeIsNotOverwritten() throws IOException {
    LocalFileSystem files = opened(new ForklessFileSystem());
    FileContext context = FileContext.getFileContext(files.getUri(), forkless());
    org.apache.hadoop.fs.Path mine = create(files, "mine");
    org.apache.hadoop.fs.Path theirs = create(files, "theirs");

    assertThat(catchThrowable(() -> context.rename(mine, theirs, Options.Rename.NONE)))
        .isInstanceOf(FileAlreadyExistsException.class);
    context.rename(mine, new org.apache.hadoop.fs.Path(folder.toString(), "free"));
    assertThat(folder.resolve("free")).exists();
  }

  private static void append(Lake lake, String sku) {
    lake.append(
        STYLES, lake.spark().createDataFrame(List.of(RowFactory.create(sku)), STYLES.schema()));
  }

  private FileStatus linkStatus(String name) throws IOException {
    return FileContext.getFileContext(opened(new ForklessFileSystem()).getUri(), forkless())
        .getFileLinkStatus(new org.apache.hadoop.fs.Path(folder.toString(), name));
  }

  private org.apache.hadoop.fs.Path create(FileSystem files, String name) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(folder.toString(), name);
    try (FSDataOutputStream out = files.create(file)) {
      out.write(1);
    }
    return file;
  }

  private static Configuration forkless() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.AbstractFileSystem.file.impl", ForklessFs.class.getName());
    return hadoop;
  }

  private static LocalFileSystem opened(LocalFileSystem files) throws IOException {
    files.initialize(URI.create("file:///"), forkless());
    return files;
  }

  private List<String> startedBy(Work work) throws IOException {
    Path events = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      work.run();
      recording.stop();
      recording.dump(events);
    }
    return RecordingFile.readAllEvents(events).stream()
        .filter(event -> event.getEventType().getName().equals("jdk.ProcessStart"))
        .map(event -> event.getString("command"))
        .toList();
  }

  private interface Work {
    void run() throws IOException;
  }
}
