package io.soletape.cli;

import io.soletape.run.RunProgress;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error: calls made of calls needed, SKUs, budget left, time to go. */
final class BarProgress implements RunProgress {

  private Optional<ProgressBar> bar = Optional.empty();

  private final boolean isWatched;

  private BarProgress(boolean isWatched) {
    this.isWatched = isWatched;
  }

  /** A bar where somebody watches, notes alone where standard error is no terminal. */
  static RunProgress forTerminal() {
    return new BarProgress(Boolean.getBoolean("soletape.progress"));
  }

  @Override
  public synchronized void begins(String step, long requests, long skus) {
    ends();
    if (!isWatched) {
      return;
    }
    bar =
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName("%s, %d SKUs".formatted(step, skus))
                .setUnit(" calls", 1)
                .setInitialMax(requests)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .showSpeed()
                .build());
  }

  @Override
  public synchronized void requestEnded(Optional<Integer> quotaLeft) {
    bar.ifPresent(
        shown -> {
          shown.step();
          quotaLeft.ifPresent(
              left -> shown.setExtraMessage("%,d calls left today".formatted(left)));
        });
  }

  @Override
  public synchronized void ends() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }

  @Override
  public void notes(String line) {
    System.err.println("soletape: " + line);
  }
}
