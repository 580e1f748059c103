package io.soletape.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The picture of a soak, drawn by what draws the notebooks' pictures. */
final class SoakPicture {

  private static final String FILE = "soak.svg";

  private SoakPicture() {}

  /** Draws the record and the lake of a folder; says where it lies, or why there is none. */
  static String drawn(Path folder) throws IOException, InterruptedException {
    Path home = Product.built().home();
    Path picture = folder.resolve(FILE);
    List<String> words =
        List.of(home.resolve("notebooks/start").toString(), "--soak", folder.toString());
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
