package io.soletape.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The product as it is handed out: the one jar, and the libraries of Spark beside it.
 *
 * @param jar soletape.jar
 * @param sparkJars what a distribution of Spark brings
 * @param options a file with options of the JVM
 */
record Product(Path jar, List<Path> sparkJars, Path options) {

  /** What is started of it. */
  static final String MAIN = "io.soletape.cli.Soletape";

  private static final String JAR = "soletape.jar";
  private static final String SPARK = "soletape.spark";
  private static final String OPTIONS = "soletape.options";

  /**
   * The product that the door or the build has just made.
   *
   * @throws IllegalStateException if there is none
   */
  static Product built() {
    Path jar = Path.of(property(JAR));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          jar + " is missing: build it with 'mvn -DskipTests package' or call ./soletape bench");
    }
    try {
      String classpath = Files.readString(Path.of(property(SPARK))).strip();
      return new Product(
          jar,
          Stream.of(classpath.split(":", -1)).map(Path::of).toList(),
          Path.of(property(OPTIONS)));
    } catch (IOException e) {
      throw new IllegalStateException(
          "The list of Spark's libraries cannot be read: call ./soletape bench", e);
    }
  }

  /** The folder of the door: the jar lies in jobs/target below it. */
  Path home() {
    return jar.toAbsolutePath().normalize().getParent().getParent().getParent();
  }

  /** The words that start the product, without its own arguments. */
  List<String> command(List<String> javaOptions) {
    List<String> words = new ArrayList<>(List.of("java", "@" + options));
    words.add("-Dsoletape.progress=false");
    words.addAll(javaOptions);
    words.add("-cp");
    words.add(
        Stream.concat(Stream.of(jar), sparkJars.stream())
            .map(Path::toString)
            .reduce((left, right) -> left + ":" + right)
            .orElseThrow());
    words.add(MAIN);
    return words;
  }

  private static String property(String name) {
    return Optional.ofNullable(System.getProperty(name))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The system property %s is missing: call ./soletape bench".formatted(name)));
  }
}
