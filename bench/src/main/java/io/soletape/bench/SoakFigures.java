package io.soletape.bench;

import io.soletape.plan.Tier;
import io.soletape.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a soak is judged by. */
final class SoakFigures {

  private static final Duration FRESH = Duration.ofHours(2);
  private static final int PLATFORMS = 2;

  private final SoakPlan plan;
  private final List<SoakAttempt> attempts;
  private final CallJudge judge;

  SoakFigures(SoakPlan plan, List<SoakAttempt> attempts, CallJudge judge) {
    this.plan = plan;
    this.attempts = attempts;
    this.judge = judge;
  }

  List<Figure> all(SoakTape tape, HotAges ages, Duration took, Optional<Duration> limit) {
    List<Figure> figures = new ArrayList<>();
    plan.skus().keySet().forEach(tier -> figures.add(complete(tier)));
    figures.add(Figure.told("runs started", Integer.toString(attempts.size())));
    figures.add(Figure.exactly("runs that failed outside the outages", failedOutside(), 0));
    figures.add(
        Figure.exactly(
            "runs that failed their quality checks", ended(RunStatus.QUALITY_FAILED), 0));
    figures.addAll(ofTape(tape, ages));
    plan.cut().ifPresent(cut -> figures.addAll(ofCut(cut)));
    figures.add(Figure.told("calls that both platforms counted", Long.toString(judge.calls())));
    figures.add(Figure.exactly("answered requests called again", judge.repeated(), 0));
    figures.add(Figure.exactly("calls refused by rate or quota", judge.refused(), 0));
    figures.add(
        limit
            .map(most -> Figure.atMost("minutes", took.toMinutes(), most.toMinutes()))
            .orElseGet(() -> Figure.told("seconds", Long.toString(took.toSeconds()))));
    return figures;
  }

  private Figure complete(Tier tier) {
    long slots =
        attempts.stream()
            .filter(each -> each.slot().tier() == tier && each.status() == RunStatus.DONE)
            .map(SoakAttempt::slot)
            .distinct()
            .count();
    String name = tier.code() + " slots that are complete";
    boolean mayWait = tier != Tier.HOT && plan.cut().isPresent();
    return mayWait
        ? Figure.told(name, "%d of %d".formatted(slots, plan.slots(tier)))
        : Figure.exactly(name, slots, plan.slots(tier));
  }

  private List<Figure> ofTape(SoakTape tape, HotAges ages) {
    long oldest = ages.oldest(plan.until()).toMinutes();
    long products = plan.skus().values().stream().mapToLong(List::size).sum() * PLATFORMS;
    long onTape = tape.productsOnTape();
    return List.of(
        Figure.told("hot products on the tape", Integer.toString(ages.products())),
        Figure.atMost("minutes, oldest hot product at any moment", oldest, FRESH.toMinutes() - 1),
        Figure.exactly("SKUs on the tape", tape.skusOnTape(), products / PLATFORMS),
        Figure.told(
            "products on the tape, a SKU on a platform each",
            "%d of %d".formatted(onTape, products)),
        Figure.exactly(
            "products on the tape, or named as not carried",
            onTape + tape.productsExplained(),
            products));
  }

  private List<Figure> ofCut(QuotaCut cut) {
    long deferred = attempts.stream().filter(each -> isDeferred(each)).count();
    long hot =
        attempts.stream()
            .filter(each -> isDeferred(each) && each.slot().tier() == Tier.HOT)
            .count();
    return List.of(
        Figure.atMost(
            "StockX's calls on the day of the cut", judge.stockxOn(cut.day()), cut.callsPerDay()),
        new Figure(
            "warm and cold runs that were deferred",
            Long.toString(deferred - hot),
            "at least 1",
            deferred > hot),
        Figure.told("hot runs that were deferred", Long.toString(hot)));
  }

  private static boolean isDeferred(SoakAttempt attempt) {
    return attempt.status() == RunStatus.DEFERRED;
  }

  private long ended(RunStatus status) {
    return attempts.stream().filter(each -> each.status() == status).count();
  }

  private long failedOutside() {
    return attempts.stream()
        .filter(each -> each.status() == RunStatus.FAILED)
        .filter(each -> plan.outageEnd(each.startedAt()).isEmpty())
        .count();
  }
}
