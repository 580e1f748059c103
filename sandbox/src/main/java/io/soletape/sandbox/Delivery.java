package io.soletape.sandbox;

import java.time.Duration;

/** How an answer reaches the client. */
sealed interface Delivery {

  /** Returns the status that the client sees; 0 for none. */
  int status();

  /** Returns by how much it is late. */
  default Duration lateBy() {
    return Duration.ZERO;
  }

  /** Returns true if a client can do something with it. */
  boolean isUsable();

  /** As it should. */
  record Whole(Reply reply) implements Delivery {
    @Override
    public int status() {
      return reply.status();
    }

    @Override
    public boolean isUsable() {
      return reply.isUsable();
    }
  }

  /** Announced in full, ended after half of it. */
  record Torn(Reply reply) implements Delivery {
    @Override
    public int status() {
      return reply.status();
    }

    @Override
    public boolean isUsable() {
      return false;
    }
  }

  /** Not at all: the connection is closed. */
  record Reset() implements Delivery {
    @Override
    public int status() {
      return 0;
    }

    @Override
    public boolean isUsable() {
      return false;
    }
  }

  /** In full, but late. */
  record Late(Reply reply, Duration lateBy) implements Delivery {
    @Override
    public int status() {
      return reply.status();
    }

    @Override
    public boolean isUsable() {
      return reply.isUsable();
    }
  }
}
