package io.soletape.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.functional.RemoteIterators;

/**
 * The local file system, asked through Java. Hadoop's own starts {@code chmod} for each file that
 * it creates, {@code readlink} for each that it renames and {@code ls} for each that it lists with
 * its place, where its native library is missing, as it is from Maven. See ADR 19.
 */
public final class ForklessFileSystem extends LocalFileSystem {

  /** With checksums beside the files, like Hadoop's own. */
  public ForklessFileSystem() {
    super(new Raw());
  }

  /** Without checksums. */
  static final class Raw extends RawLocalFileSystem {

    private static final String MODE = "unix:mode";
    private static final String OWNERSHIP = "unix:mode,owner,group";
    private static final int ALL_BITS = 07777;
    private static final int SET_IDS = 06000;

    // Hadoop's own looks first and then creates: two processes could both think that they did.
    @Override
    public FSDataOutputStream create(
        Path path,
        FsPermission permission,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      if (!overwrite) {
        createNew(path);
      }
      return super.create(path, permission, true, bufferSize, replication, blockSize, progress);
    }

    private void createNew(Path path) throws IOException {
      mkdirs(path.getParent());
      try {
        Files.createFile(pathToFile(path).toPath());
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new FileAlreadyExistsException(path + " exists already");
      }
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      java.nio.file.Path file = pathToFile(path).toPath();
      int before = (Integer) Files.getAttribute(file, MODE);
      // A folder goes on to give its group to what is made in it, as chmod leaves it too.
      int kept = Files.isDirectory(file) ? before & SET_IDS : 0;
      int wanted = permission.toShort() | kept;
      if ((before & ALL_BITS) != wanted) {
        Files.setAttribute(file, MODE, wanted);
      }
    }

    @Override
    protected RemoteIterator<LocatedFileStatus> listLocatedStatus(Path path, PathFilter filter)
        throws IOException {
      return RemoteIterators.mappingRemoteIterator(
          RemoteIterators.remoteIteratorFromArray(listStatus(path, filter)), this::located);
    }

    private LocatedFileStatus located(FileStatus status) throws IOException {
      Map<String, Object> told =
          Files.readAttributes(pathToFile(status.getPath()).toPath(), OWNERSHIP);
      return new LocatedFileStatus(
          status.getLen(),
          status.isDirectory(),
          status.getReplication(),
          status.getBlockSize(),
          status.getModificationTime(),
          status.getAccessTime(),
          new FsPermission((short) ((Integer) told.get("mode") & ALL_BITS)),
          told.get("owner").toString(),
          told.get("group").toString(),
          null,
          status.getPath(),
          status.isDirectory()
              ? new BlockLocation[0]
              : getFileBlockLocations(status, 0, status.getLen()));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }
}
