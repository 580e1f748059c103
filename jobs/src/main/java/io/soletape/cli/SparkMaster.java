package io.soletape.cli;

import io.soletape.config.SettingNames;
import io.soletape.config.Settings;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * Where Spark runs, and what its executors have to be sent.
 *
 * @param url as Spark writes it, such as {@code local[*]} or {@code spark://host:7077}
 * @param jar what executors load our classes from; empty where they have them or get them anyway
 */
record SparkMaster(String url, Optional<Path> jar) {

  private static final String SUBMITTED_MASTER = "spark.master";
  private static final String SUBMITTED_JARS = "spark.jars";

  /** The master of the settings where one is set, else that of {@code spark-submit}. */
  static SparkMaster chosen(Settings settings) {
    return chosen(settings, name -> Optional.ofNullable(System.getProperty(name)), ownJar());
  }

  static SparkMaster chosen(
      Settings settings, Function<String, Optional<String>> properties, Optional<Path> ownJar) {
    String set = settings.value(SettingNames.SPARK_MASTER);
    String url =
        settings.isSet(SettingNames.SPARK_MASTER)
            ? set
            : properties.apply(SUBMITTED_MASTER).orElse(set);
    boolean isSent = properties.apply(SUBMITTED_JARS).isPresent();
    return new SparkMaster(url, isSent || isInThisProcess(url) ? Optional.empty() : ownJar);
  }

  /** A session on this master. */
  SparkSession.Builder applied() {
    SparkSession.Builder builder = SparkSession.builder().master(url);
    jar.ifPresent(file -> builder.config(SUBMITTED_JARS, file.toUri().toString()));
    return builder;
  }

  private static boolean isInThisProcess(String url) {
    return url.equals("local") || url.startsWith("local[");
  }

  // Classes that lie unpacked, as in tests, cannot be sent.
  private static Optional<Path> ownJar() {
    try {
      Path source =
          Path.of(SparkMaster.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.of(source).filter(Files::isRegularFile);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The place of this program is no address", e);
    }
  }
}
