package io.soletape.maintenance;

import io.delta.tables.DeltaTable;
import io.soletape.config.SettingException;
import io.soletape.lake.Lake;
import io.soletape.lake.Table;
import io.soletape.lake.Tables;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The versions of tables that are kept for good, in ops/pins. */
public final class Pins {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Lake lake;
  private final Clock clock;

  public Pins(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  /** All of them. */
  public List<Pin> all() {
    return lake.read(Tables.PINS).orderBy("name", "table").collectAsList().stream()
        .map(Pins::pin)
        .toList();
  }

  /**
   * Keeps the newest version of every table.
   *
   * @throws SettingException if the name is taken or cannot be one, or the lake has no table
   */
  public List<Pin> pin(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new SettingException(
          "'%s' cannot name a pin: use up to 64 letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
    return lake.alone(Tables.PINS.path(), () -> pinAlone(name));
  }

  private List<Pin> pinAlone(String name) {
    if (all().stream().anyMatch(pin -> pin.name().equals(name))) {
      throw new SettingException(
          "A pin '%s' is there already: take another name, or ./soletape pin %s --remove first"
              .formatted(name, name));
    }
    List<Pin> pins = new ArrayList<>();
    for (Table table : Tables.ALL) {
      if (lake.has(table) && !table.equals(Tables.PINS)) {
        pins.add(lake.alone(table.path(), () -> newestForGood(name, table)));
      }
    }
    if (pins.isEmpty()) {
      throw new SettingException(
          "The lake %s has no table to pin: fill it first, as ./soletape run does"
              .formatted(lake.root()));
    }
    keep(pins);
    return pins;
  }

  /**
   * Lets the versions go that a name keeps.
   *
   * @throws SettingException if there is no such pin
   */
  public List<Pin> remove(String name) {
    List<Pin> gone = all().stream().filter(pin -> pin.name().equals(name)).toList();
    if (gone.isEmpty()) {
      throw new SettingException(
          "There is no pin '%s': ./soletape pin lists those that are there".formatted(name));
    }
    lake.replace(Tables.PINS, lake.read(Tables.PINS).limit(0), "name = '" + name + "'");
    return gone;
  }

  // At once: the next maintenance may be further away than the table remembers.
  private Pin newestForGood(String name, Table table) {
    DeltaTable delta = DeltaTable.forPath(lake.spark(), lake.path(table));
    Row commit = delta.history(1).select("version", "timestamp").first();
    new TableProperties(lake)
        .bring(table, delta.detail().first(), TableProperties.historyForGood());
    return new Pin(name, table.path(), commit.getAs("version"), commit.getAs("timestamp"));
  }

  private void keep(List<Pin> pins) {
    Instant now = clock.instant();
    List<Row> rows =
        pins.stream()
            .map(
                pin ->
                    RowFactory.create(
                        pin.name(), pin.table(), pin.version(), pin.committedAt(), now))
            .toList();
    lake.append(Tables.PINS, lake.spark().createDataFrame(rows, Tables.PINS.schema()).coalesce(1));
  }

  private static Pin pin(Row row) {
    return new Pin(
        row.getAs("name"), row.getAs("table"), row.getAs("version"), row.getAs("committed_at"));
  }
}
