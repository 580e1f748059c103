package io.soletape.lake;

import java.util.function.Supplier;

/**
 * Lets one process at a time do what must not be done by two at once: read a table and write what
 * follows from it. Whoever has it may enter again.
 */
public interface OneWriter {

  /** For a lake that only one process writes. */
  OneWriter NOBODY_ELSE =
      new OneWriter() {
        @Override
        public <T> T alone(String what, Supplier<T> work) {
          return work.get();
        }
      };

  /**
   * Does the work while no other process does anything of that name; waits for its turn.
   *
   * @param what a name within the lake, such as a table's path
   */
  <T> T alone(String what, Supplier<T> work);

  /** Whether somebody, in any process, does something of that name now. */
  default boolean isBusy(String what) {
    return false;
  }

  /**
   * Makes sure that what this process is doing alone is still its own.
   *
   * @throws NotAloneException if another process may have taken over
   */
  default void confirm() {}
}
