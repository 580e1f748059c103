package io.soletape.budget;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables of a ledger, and how an older one is brought up to date. */
final class LedgerSchema {

  /**
   * Raised with each change of the tables. Version 1 had no table of versions, and of the others
   * the first two.
   */
  static final int VERSION = 2;

  private static final String VERSIONS = "ledger_version";
  private static final List<TableShape> TABLES =
      List.of(
          new TableShape(VERSIONS, "version INTEGER NOT NULL"),
          new TableShape(
              "next_turns",
              "budget_key TEXT PRIMARY KEY",
              "leased_us BIGINT NOT NULL",
              "next_us BIGINT NOT NULL"),
          new TableShape(
              "calls",
              "budget_key TEXT NOT NULL",
              "minute_us BIGINT NOT NULL",
              "calls INTEGER NOT NULL",
              "PRIMARY KEY (budget_key, minute_us)"),
          new TableShape(
              "bookings",
              "budget_key TEXT NOT NULL",
              "priority TEXT NOT NULL",
              "asked_us BIGINT NOT NULL",
              "last_turn_us BIGINT NOT NULL",
              "PRIMARY KEY (budget_key, priority)"),
          new TableShape(
              "demands",
              "budget_key TEXT NOT NULL",
              "source TEXT NOT NULL",
              "priority TEXT NOT NULL",
              "cadence_us BIGINT NOT NULL",
              "calls_per_slot INTEGER NOT NULL",
              "announced_us BIGINT NOT NULL",
              "served_us BIGINT NOT NULL",
              "PRIMARY KEY (budget_key, source, priority)"),
          new TableShape(
              "troubles",
              "budget_key TEXT PRIMARY KEY",
              "kind TEXT NOT NULL",
              "message TEXT NOT NULL",
              "since_us BIGINT NOT NULL",
              "until_us BIGINT"),
          new TableShape(
              "locks",
              "name TEXT PRIMARY KEY",
              "holder TEXT NOT NULL",
              "renewed_us BIGINT NOT NULL",
              "until_us BIGINT NOT NULL"));

  private LedgerSchema() {}

  /**
   * Makes what is missing; what is there keeps its rows.
   *
   * @throws LedgerException if the tables are of a newer version or none of a ledger's
   */
  static void make(Transaction transaction) throws SQLException {
    TableShape versions = TABLES.get(0);
    transaction.update(versions.definition());
    versions.check(transaction);
    Optional<Integer> version =
        transaction.first(
            "SELECT version FROM ledger_version ORDER BY version DESC", row -> row.getInt(1));
    version.ifPresent(LedgerSchema::refuseOthers);
    for (TableShape table : TABLES) {
      transaction.update(table.definition());
      table.check(transaction);
    }
    if (version.isEmpty()) {
      transaction.update("INSERT INTO ledger_version (version) VALUES (?)", VERSION);
    }
  }

  private static void refuseOthers(int version) {
    if (version != VERSION) {
      throw new LedgerException(
          ("The ledger's tables are of version %d, and this program knows versions 1 to %d: use the"
                  + " Soletape that made them, or name another ledger in SOLETAPE_LEDGER")
              .formatted(version, VERSION));
    }
  }

  /** A table: its columns and, after them, its key. */
  private record TableShape(String name, List<String> parts) {

    TableShape(String name, String... parts) {
      this(name, List.of(parts));
    }

    String definition() {
      return "CREATE TABLE IF NOT EXISTS %s (%s)".formatted(name, String.join(", ", parts));
    }

    void check(Transaction transaction) throws SQLException {
      List<String> found = transaction.columns(name);
      if (!found.containsAll(columns())) {
        throw new LedgerException(
            ("The database of the ledger has a table %s with columns %s where %s are needed: name"
                    + " a database of its own in SOLETAPE_LEDGER")
                .formatted(name, found, columns()));
      }
    }

    private List<String> columns() {
      List<String> names = new ArrayList<>();
      for (String part : parts) {
        if (!part.startsWith("PRIMARY KEY")) {
          names.add(part.substring(0, part.indexOf(' ')).toLowerCase(Locale.ROOT));
        }
      }
      return names;
    }
  }
}
