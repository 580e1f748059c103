package io.soletape.bench;

import java.io.IOException;

/** The processes that a bench starts: they end with it, also when it is interrupted. */
final class Offspring {

  private Offspring() {}

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly),
                "offspring"));
  }

  /** Starts a process that does not outlive this one. */
  static Process start(ProcessBuilder builder) throws IOException {
    return builder.start();
  }
}
