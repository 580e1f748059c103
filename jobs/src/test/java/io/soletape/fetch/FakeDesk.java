package io.soletape.fetch;

import io.soletape.market.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A desk that grants every turn at once and remembers what it is told. */
final class FakeDesk implements DeskLine {

  static final Worker WORKER = new Worker("executor-1", 7);
  static final Assignment WORK =
      new Assignment("r1", Platform.STOCKX, "market_data", "DD1391-100", new TreeMap<>());

  private final List<DeskMessage> heard = new ArrayList<>();
  private final List<DeskReply> turns = new ArrayList<>();
  private boolean mayBeLate = true;
  private int tokens = 1;

  /** What the next questions for work or a turn are answered, one after the other. */
  FakeDesk answering(DeskReply... replies) {
    turns.addAll(List.of(replies));
    return this;
  }

  /** Lets nobody call late. */
  FakeDesk strict() {
    mayBeLate = false;
    return this;
  }

  @Override
  public DeskReply ask(DeskMessage message) {
    heard.add(message);
    if (message instanceof DeskMessage.AskTurn || message instanceof DeskMessage.AskWork) {
      return turns.isEmpty() ? go(0) : turns.remove(0);
    }
    if (message instanceof DeskMessage.Renew) {
      tokens++;
    }
    return message instanceof DeskMessage.TurnLate && !mayBeLate
        ? new DeskReply.Done()
        : new DeskReply.Noted();
  }

  DeskReply.Go go(long delayNanos) {
    return new DeskReply.Go(delayNanos, 1, Map.of("Authorization", "token " + tokens));
  }

  DeskReply work(long delayNanos) {
    return new DeskReply.Work(WORK, go(delayNanos));
  }

  /** Everything heard, in order. */
  List<DeskMessage> heard() {
    return List.copyOf(heard);
  }

  /** Messages of one kind. */
  <T extends DeskMessage> List<T> heard(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
