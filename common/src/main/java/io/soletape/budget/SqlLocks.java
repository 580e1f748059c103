package io.soletape.budget;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Locks in the database of a {@link SqlLedger}, over a connection of their own. */
public final class SqlLocks implements Locks {

  private static final String NOBODY = "";

  private final LedgerStore store;

  private SqlLocks(LedgerStore store) {
    this.store = store;
  }

  /**
   * Opens the locks.
   *
   * @param url as for {@link SqlLedger#open(String)}
   * @throws LedgerException as there
   */
  public static SqlLocks open(String url) {
    return new SqlLocks(LedgerStore.open(url, Optional.empty()));
  }

  /** As {@link #open(String)}, by a clock of the caller's: for simulated time. */
  public static SqlLocks open(String url, InstantSource clock) {
    return new SqlLocks(LedgerStore.open(url, Optional.of(clock)));
  }

  @Override
  public Claim claim(String name, String holder, Duration life) {
    check(holder, life);
    return store.inTransaction(
        transaction -> {
          Row row = locked(transaction, name);
          Instant now = transaction.now();
          Instant end = row.endFrom(now);
          if (!row.isFree() && !row.holder().equals(holder) && end.isAfter(now)) {
            // Kept by the clock as it is now, or a clock set back would add to the holder's life.
            keep(transaction, name, new Row(row.holder(), now, end));
            return new Claim.Refused(row.holder(), end, Duration.between(now, end));
          }
          keep(transaction, name, new Row(holder, now, now.plus(life)));
          return new Claim.Taken(now.plus(life));
        });
  }

  @Override
  public boolean renew(String name, String holder, Duration life) {
    check(holder, life);
    return store.inTransaction(
        transaction -> {
          Row row = locked(transaction, name);
          Instant now = transaction.now();
          // One that has ended and that nobody else took meanwhile is still the holder's.
          boolean isHeld = row.holder().equals(holder);
          if (isHeld) {
            keep(transaction, name, new Row(holder, now, now.plus(life)));
          }
          return isHeld;
        });
  }

  @Override
  public Optional<String> holder(String name) {
    return store.inTransaction(
        transaction -> {
          Optional<Row> row =
              transaction.first(
                  "SELECT holder, renewed_us, until_us FROM locks WHERE name = ?", Row::of, name);
          Instant now = transaction.now();
          return row.filter(kept -> !kept.isFree() && kept.endFrom(now).isAfter(now))
              .map(Row::holder);
        });
  }

  @Override
  public void release(String name, String holder) {
    store.inTransaction(
        transaction ->
            transaction.update("DELETE FROM locks WHERE name = ? AND holder = ?", name, holder));
  }

  @Override
  public void close() {
    store.close();
  }

  /** Forgets locks that ended long ago; their holders are dead. */
  static void forgetOld(Transaction transaction, Instant now) throws SQLException {
    transaction.update(
        "DELETE FROM locks WHERE until_us < ?", EpochMicros.of(now.minus(Duration.ofDays(8))));
  }

  private static Row locked(Transaction transaction, String name) throws SQLException {
    return transaction
        .first(
            """
            INSERT INTO locks (name, holder, renewed_us, until_us) VALUES (?, ?, 0, 0)
            ON CONFLICT (name) DO UPDATE SET name = excluded.name
            RETURNING holder, renewed_us, until_us\
            """,
            Row::of,
            name,
            NOBODY)
        .orElseThrow(() -> new SQLException("it did not return the lock " + name));
  }

  private static void keep(Transaction transaction, String name, Row row) throws SQLException {
    transaction.update(
        "UPDATE locks SET holder = ?, renewed_us = ?, until_us = ? WHERE name = ?",
        row.holder(),
        EpochMicros.of(row.renewedAt()),
        EpochMicros.of(row.until()),
        name);
  }

  private static void check(String holder, Duration life) {
    if (holder.isBlank()) {
      throw new IllegalArgumentException("A lock without a holder cannot be released: name one");
    }
    if (life.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "A life of " + life + " is over before it can be renewed: use a second or more");
    }
  }

  private record Row(String holder, Instant renewedAt, Instant until) {

    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          EpochMicros.instant(row.getLong(2)),
          EpochMicros.instant(row.getLong(3)));
    }

    boolean isFree() {
      return holder.equals(NOBODY);
    }

    // Where the clock was set back, all that can remain is the life that remained at the renewal.
    Instant endFrom(Instant now) {
      return now.isBefore(renewedAt) ? now.plus(Duration.between(renewedAt, until)) : until;
    }
  }
}
