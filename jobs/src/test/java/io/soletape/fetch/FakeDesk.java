package io.soletape.fetch;

import io.soletape.market.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A desk that grants every turn at once and counts what it is told. */
final class FakeDesk implements DeskLine {

  static final FetchStop CREDENTIALS = FetchStop.failed("credentials", "check the key");

  private final List<DeskMessage> heard = new ArrayList<>();
  private final List<DeskReply> turns = new ArrayList<>();
  private int tokens = 1;

  /** What the next questions for a turn are answered, one after the other. */
  FakeDesk answering(DeskReply... replies) {
    turns.addAll(List.of(replies));
    return this;
  }

  @Override
  public DeskReply ask(DeskMessage message) {
    heard.add(message);
    if (message instanceof DeskMessage.AskTurn) {
      return turns.isEmpty() ? go(0) : turns.remove(0);
    }
    if (message instanceof DeskMessage.Renew) {
      tokens++;
    }
    if (message instanceof DeskMessage.Unauthorized) {
      return new DeskReply.Stop(CREDENTIALS);
    }
    return message instanceof DeskMessage.Postponed postponed
        ? new DeskReply.Stop(
            FetchStop.deferred(
                postponed.reason(), "later", Instant.ofEpochMilli(postponed.resumeAtMillis())))
        : new DeskReply.Noted();
  }

  DeskReply go(long delayNanos) {
    return new DeskReply.Go(delayNanos, Map.of("Authorization", "token " + tokens));
  }

  /** Messages other than wishes for a turn. */
  List<DeskMessage> toldBesides() {
    return heard.stream().filter(message -> !(message instanceof DeskMessage.AskTurn)).toList();
  }

  long turnsAsked() {
    return heard.size() - (long) toldBesides().size();
  }

  static DeskMessage unused(Platform platform) {
    return new DeskMessage.TurnUnused(platform);
  }
}
