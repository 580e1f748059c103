package io.soletape.sandbox;

import java.time.Duration;

/** How an answer reaches the client. */
sealed interface Delivery {

  /** Returns the status that the client sees; 0 for none. */
  int status();

  /** As it should. */
  record Whole(Reply reply) implements Delivery {
    @Override
    public int status() {
      return reply.status();
    }
  }

  /** Announced in full, ended after half of it. */
  record Torn(Reply reply) implements Delivery {
    @Override
    public int status() {
      return reply.status();
    }
  }

  /** Not at all: the connection is closed. */
  record Reset() implements Delivery {
    @Override
    public int status() {
      return 0;
    }
  }

  /** In full, but late. */
  record Late(Reply reply, Duration by) implements Delivery {
    @Override
    public int status() {
      return reply.status();
    }
  }
}
