package io.soletape.vault;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps one secret text for all processes that know the place, and lets one of them at a time look
 * at it and change it. Thread-safe. {@code toString} names the place for messages and nothing else.
 */
public interface Vault {

  /**
   * Does some work while nobody else does any with this vault: no other thread, process or machine.
   * The work may take minutes and call others. It must not open the same vault again.
   *
   * @return what the work returns
   * @throws VaultException if others do not leave the vault within reasonable time, or the place
   *     cannot be used
   */
  <T> T exclusively(Function<Opened, T> work);

  /**
   * The vault while it is ours. Every method throws {@link VaultException} if it cannot be used.
   */
  interface Opened {

    /** What is kept; empty if nothing was kept so far. */
    Optional<String> text();

    /** The time by the clock that everyone at this vault shares. */
    Instant now();

    /**
     * Keeps another text in the place of the one before. It is durable when this returns; a crash
     * before leaves the old one or the new one, whole.
     */
    void replace(String text);
  }
}
