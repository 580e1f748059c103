package io.soletape.fetch;

import io.soletape.market.Platform;
import java.io.Serializable;
import java.util.Map;

/** What an executor says to the driver's desk. */
public sealed interface DeskMessage extends Serializable {

  /** The platform it is about. */
  Platform platform();

  /**
   * What shall I ask next? Answered by {@link DeskReply.Work}, {@link DeskReply.Later}, {@link
   * DeskReply.Done} or {@link DeskReply.Stop}.
   */
  record AskWork(Platform platform, Worker worker) implements DeskMessage {}

  /**
   * May I repeat the call for a request that I was given? Answered by {@link DeskReply.Go}, {@link
   * DeskReply.Later}, {@link DeskReply.Stop}, or {@link DeskReply.Done} where somebody else has it.
   */
  record AskTurn(Platform platform, String requestId, Worker worker) implements DeskMessage {}

  /**
   * I woke too late for my turn and have not called yet. Answered by {@link DeskReply.Noted}: call
   * now, or {@link DeskReply.Done}: the turn is lost, ask for another one.
   *
   * @param turn its number
   * @param byNanos how late the call will be, beyond what was said before
   */
  record TurnLate(Platform platform, long turn, long byNanos) implements DeskMessage {}

  /**
   * A call has ended.
   *
   * @param sku the style that it was made for
   * @param status HTTP status; 0 where no whole answer came
   * @param bytes of the body
   * @param isRepeat whether the same request was called before
   * @param meaning what the call says of the platform
   * @param pauseMillis for how long the platform wants to be left alone, as far as it said so
   */
  record Called(
      Platform platform,
      String sku,
      int status,
      long bytes,
      boolean isRepeat,
      Meaning meaning,
      long pauseMillis)
      implements DeskMessage {}

  /** What a call says of the platform. */
  enum Meaning {
    /** It lives: a final answer, whatever it says. */
    ALIVE,
    /** It, or the way to it, is in trouble. */
    TROUBLED,
    /** It refuses calls for pace or quota (429). */
    REFUSED,
    /** It refuses the credentials (401). */
    UNAUTHORIZED,
    /** It knows the credentials and denies them the call (403). */
    FORBIDDEN
  }

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

  /** A request has ended, and its answer is durable. */
  record Ended(Platform platform, String requestId, String outcome) implements DeskMessage {}

  /**
   * An answer has come but cannot be kept, so no further one must be asked for.
   *
   * @param message what cannot be written and why
   */
  record Unlanded(Platform platform, String message) implements DeskMessage {}

  /**
   * The platform asks not to be called before a moment that is far away.
   *
   * @param resumeAtMillis that moment, since 1970
   * @param reason why
   */
  record Postponed(Platform platform, long resumeAtMillis, String reason) implements DeskMessage {}
}
