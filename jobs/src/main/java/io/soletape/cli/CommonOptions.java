package io.soletape.cli;

import io.soletape.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command. */
final class CommonOptions {

  private static final Path FILE = Path.of("soletape.properties");

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Set a setting for this command; may be repeated.")
  private List<String> pairs = new ArrayList<>();

  @Option(
      names = "--json",
      description = "Make the result one JSON object on the last line of standard output.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The settings in force, each of which can be read. */
  Settings settings() {
    Settings settings = Settings.load(FILE, System.getenv(), pairs);
    settings.check();
    return settings;
  }

  boolean isJson() {
    return json;
  }
}
