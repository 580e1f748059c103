package io.soletape.run;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process by what tells it from all others.
 *
 * @param host the machine's name
 * @param pid its number there
 * @param startedAtMillis when it started, since 1970: numbers are given again
 */
public record ProcessName(String host, long pid, long startedAtMillis) {

  private static final Pattern FORM = Pattern.compile("process (\\d+) on (\\S+) since (\\d+)");
  // The system and Java tell the start of a process to the tenth of a second or so.
  private static final long SAME_START_MILLIS = 2_000;

  /** This process. */
  public static ProcessName own() {
    return new ProcessName(
        hostName(),
        ProcessHandle.current().pid(),
        startOf(ProcessHandle.current())
            .map(Instant::toEpochMilli)
            .orElseGet(() -> ManagementFactory.getRuntimeMXBean().getStartTime()));
  }

  /** The process of a text; empty if it is no process's. */
  static Optional<ProcessName> read(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ProcessName(
                form.group(2), Long.parseLong(form.group(1)), Long.parseLong(form.group(3))))
        : Optional.empty();
  }

  /** The name as a text, for people and for {@link #read}. */
  String text() {
    return "process %d on %s since %d".formatted(pid, host, startedAtMillis);
  }

  /** Whether it ran on the machine of the other one and runs no more. */
  boolean isDeadHere(ProcessName other) {
    return host.equals(other.host)
        && ProcessHandle.of(pid)
            .flatMap(ProcessName::startOf)
            .filter(start -> Math.abs(start.toEpochMilli() - startedAtMillis) < SAME_START_MILLIS)
            .isEmpty();
  }

  private static Optional<Instant> startOf(ProcessHandle process) {
    return process.isAlive() ? process.info().startInstant() : Optional.empty();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
