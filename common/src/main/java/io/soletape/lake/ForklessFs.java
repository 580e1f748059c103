package io.soletape.lake;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FsConstants;

/** {@link ForklessFileSystem} for Hadoop's second interface to files, which Delta commits with. */
public final class ForklessFs extends ChecksumFs {

  /** Called by Hadoop. */
  public ForklessFs(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
    super(new Raw(uri, hadoop));
  }

  private static final class Raw extends DelegateToFileSystem {

    private Raw(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
      super(uri, new ForklessFileSystem.Raw(), hadoop, FsConstants.LOCAL_FS_URI.getScheme(), false);
    }

    // What is a name is the disk's affair.
    @Override
    public boolean isValidName(String path) {
      return true;
    }
  }
}
