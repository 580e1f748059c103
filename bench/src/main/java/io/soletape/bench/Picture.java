package io.soletape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The picture of what a scenario recorded, drawn by what draws the notebooks' pictures. */
final class Picture {

  private Picture() {}

  /** Draws the record that a scenario left in a folder; says where, or why there is no picture. */
  static String drawn(String scenario, Path folder) throws IOException, InterruptedException {
    Path home = Product.built().home();
    Path picture = folder.resolve(scenario + ".svg");
    List<String> words =
        List.of(home.resolve("notebooks/start").toString(), "--draw", scenario, folder.toString());
    Process process =
        new ProcessBuilder(words)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int code = process.waitFor();
    return code == 0
        ? picture.toString()
        : "not drawn: '%s' ended with %d".formatted(String.join(" ", words), code);
  }
}
