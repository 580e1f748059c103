package io.soletape.fetch;

import io.soletape.market.Platform;
import java.io.Serializable;
import java.util.Map;

/** What an executor says to the driver's desk. */
public sealed interface DeskMessage extends Serializable {

  /** The platform it is about. */
  Platform platform();

  /** May I call, and with which credentials? Answered by a {@link DeskReply}. */
  record AskTurn(Platform platform) implements DeskMessage {}

  /** I missed the moment of my turn and did not call. */
  record TurnUnused(Platform platform) implements DeskMessage {}

  /**
   * The platform refused these credentials with 401: renew them.
   *
   * @param refused the headers that were refused; secret
   */
  record Renew(Platform platform, Map<String, String> refused) implements DeskMessage {
    @Override
    public String toString() {
      return "Renew[" + platform + "]";
    }
  }

  /** The platform refuses credentials that it has just renewed. */
  record Unauthorized(Platform platform) implements DeskMessage {}

  /** The platform or the way to it was in trouble when it was asked about that style. */
  record Troubled(Platform platform, String sku) implements DeskMessage {}

  /** A request has ended with an answer. */
  record Ended(Platform platform, boolean isUsable) implements DeskMessage {}

  /**
   * The platform asks not to be called before a moment that is far away.
   *
   * @param resumeAtMillis that moment, since 1970
   * @param reason why
   */
  record Postponed(Platform platform, long resumeAtMillis, String reason) implements DeskMessage {}
}
