package io.soletape.sql;

import io.soletape.config.SettingException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** A lake on a local disk, and the tables that lie in it. */
public final class LakeFolder {

  private static final List<String> LAYERS = List.of("gold", "silver", "bronze", "ops");
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private final Path root;

  private LakeFolder(Path root) {
    this.root = root;
  }

  /**
   * The lake of the setting.
   *
   * @param told a path, or a {@code file:} address
   * @throws SettingException if it lies elsewhere than on a local disk
   */
  public static LakeFolder of(String told) {
    if (!SCHEME.matcher(told).matches()) {
      return new LakeFolder(Path.of(told).toAbsolutePath().normalize());
    }
    if (!told.startsWith("file:")) {
      throw new SettingException(
          "SOLETAPE_LAKE is '%s': sql reads lakes on a local disk alone; ask this one with Spark SQL, or copy it"
              .formatted(told));
    }
    return new LakeFolder(Path.of(URI.create(told).getPath()).normalize());
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** The tables that have been written, by layer: gold first. */
  public List<TableName> tables() {
    List<TableName> tables = new ArrayList<>();
    for (String layer : LAYERS) {
      folders(root.resolve(layer)).stream()
          .filter(folder -> Files.isDirectory(folder.resolve(DeltaLog.FOLDER)))
          .map(folder -> new TableName(layer, folder.getFileName().toString()))
          .sorted()
          .forEach(tables::add);
    }
    return tables;
  }

  /**
   * The table that a question names.
   *
   * @param layer as the question tells it; empty where it tells none
   * @throws QueryException if there is none, with the nearest that there is
   */
  public TableName table(Optional<String> layer, String name) {
    List<TableName> tables = tables();
    if (tables.isEmpty()) {
      throw new QueryException(
          "The lake %s has no tables yet: run ./soletape demo or ./soletape run first"
              .formatted(root));
    }
    String asked = layer.map(told -> told + ".").orElse("") + name;
    return tables.stream()
        .filter(table -> layer.isEmpty() || table.layer().equalsIgnoreCase(layer.get()))
        .filter(table -> table.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new QueryException(
                    "There is no table %s in the lake %s: did you mean %s? All: ./soletape sql -e 'SHOW ALL TABLES'"
                        .formatted(asked, root, nearest(name, tables))));
  }

  /** Whether there is such a table. */
  public boolean has(Optional<String> layer, String name) {
    return tables().stream()
        .anyMatch(
            table ->
                table.name().equalsIgnoreCase(name)
                    && (layer.isEmpty() || table.layer().equalsIgnoreCase(layer.get())));
  }

  /** Where a table lies. */
  public Path path(TableName table) {
    return root.resolve(table.layer()).resolve(table.name());
  }

  private static TableName nearest(String name, List<TableName> tables) {
    return tables.stream()
        .min(Comparator.comparingInt(table -> DISTANCE.apply(name, table.name())))
        .orElseThrow();
  }

  private static List<Path> folders(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, Files::isDirectory)) {
      entries.forEach(folders::add);
    } catch (IOException e) {
      throw new QueryException(
          "The folder %s cannot be read (%s): check its permissions"
              .formatted(folder, e.getMessage()),
          e);
    }
    return folders;
  }
}
