package io.soletape.budget;

/** A call was asked for when no turn can be had. */
public final class TurnClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Turn.Closed closed;

  public TurnClosedException(Turn.Closed closed) {
    super("The " + closed.reason() + " is spent until " + closed.resumeAt());
    this.closed = closed;
  }

  /** Why, and until when. */
  public Turn.Closed closed() {
    return closed;
  }
}
