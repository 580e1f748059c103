package io.soletape.fetch;

/** The line from a task to the desk. */
@FunctionalInterface
interface DeskLine {

  /** Says something and hears the answer. */
  DeskReply ask(DeskMessage message);
}
