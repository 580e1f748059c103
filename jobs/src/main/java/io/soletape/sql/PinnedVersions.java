package io.soletape.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The versions that pins keep, from {@code ops.pins} as it is now. */
final class PinnedVersions {

  private static final Optional<String> LAYER = Optional.of("ops");
  private static final String TABLE = "pins";

  private final LakeFolder lake;
  private final SnapshotReader snapshots;
  private final Connection database;

  PinnedVersions(LakeFolder lake, SnapshotReader snapshots, Connection database) {
    this.lake = lake;
    this.snapshots = snapshots;
    this.database = database;
  }

  /**
   * The version of a table that a pin keeps.
   *
   * @throws QueryException if there is no such pin, or it was set before the table was written
   */
  AsOf.Version of(AsOf.Pin pin, TableName table) {
    Map<String, Map<String, Long>> pins = pins();
    Map<String, Long> kept =
        Optional.ofNullable(pins.get(pin.name()))
            .orElseThrow(
                () ->
                    new QueryException(
                        "There is no pin '%s' in the lake %s: %s"
                            .formatted(pin.name(), lake.root(), allowed(pins))));
    return Optional.ofNullable(kept.get(table.layer() + "/" + table.name()))
        .map(AsOf.Version::new)
        .orElseThrow(
            () ->
                new QueryException(
                    "The pin '%s' keeps no version of %s, which was not there yet: it keeps %s"
                        .formatted(pin.name(), table, String.join(", ", kept.keySet()))));
  }

  private static String allowed(Map<String, ?> pins) {
    return pins.isEmpty()
        ? "set one with ./soletape pin NAME"
        : pins.keySet().stream().collect(Collectors.joining(", ", "use one of ", ""));
  }

  private Map<String, Map<String, Long>> pins() {
    Map<String, Map<String, Long>> pins = new TreeMap<>();
    if (!lake.has(LAYER, TABLE)) {
      return pins;
    }
    TableName table = lake.table(LAYER, TABLE);
    DeltaLog log = DeltaLog.of(table, lake.path(table));
    Snapshot snapshot =
        snapshots.read(table, lake.path(table), log.sources(log.resolve(AsOf.NEWEST).number()));
    String query = "SELECT name, \"table\", version FROM (%s)".formatted(snapshot.query());
    try (PreparedStatement statement = database.prepareStatement(query);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        pins.computeIfAbsent(rows.getString(1), name -> new TreeMap<>())
            .put(rows.getString(2), rows.getLong(3));
      }
      return pins;
    } catch (SQLException e) {
      throw new QueryException(
          "The pins in %s cannot be read: %s".formatted(table, e.getMessage()), e);
    }
  }
}
