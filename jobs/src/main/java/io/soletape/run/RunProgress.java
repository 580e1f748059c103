package io.soletape.run;

import java.util.Optional;

/** Told how a fetch gets on. */
public interface RunProgress {

  /** Nobody watches. */
  RunProgress SILENT =
      new RunProgress() {
        @Override
        public void begins(String step, long requests, long skus) {}

        @Override
        public void requestEnded(Optional<Integer> quotaLeft) {}

        @Override
        public void ends() {}

        @Override
        public void notes(String line) {}
      };

  /** A step begins that will make so many requests for so many SKUs. */
  void begins(String step, long requests, long skus);

  /** A request has ended; calls left of the tightest day, where there is such a limit. */
  void requestEnded(Optional<Integer> quotaLeft);

  /** The step is over. */
  void ends();

  /** Something that a person should know at once: what is put off, what was found torn. */
  void notes(String line);
}
