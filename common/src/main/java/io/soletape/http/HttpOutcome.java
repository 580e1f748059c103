package io.soletape.http;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** What became of one HTTP call: a whole answer, whatever its status, or none. */
public sealed interface HttpOutcome {

  /** From sending the request to the last byte, or to the failure. */
  Duration took();

  /**
   * A whole answer arrived.
   *
   * @param status the HTTP status; redirects are not followed, so it may be 3xx
   * @param body the bytes as they came, decompressed; empty if the answer had none. Not copied: do
   *     not change them
   * @param contentType the header of that name
   * @param retryAfter the header of that name, unread
   * @param took from sending the request to the last byte
   */
  @SuppressWarnings("ArrayRecordComponent") // a copy of up to 32 MB per reader would be waste
  record Answered(
      int status,
      byte[] body,
      Optional<String> contentType,
      Optional<String> retryAfter,
      Duration took)
      implements HttpOutcome {

    public Answered {
      Objects.requireNonNull(body, "body is null");
      Objects.requireNonNull(contentType, "contentType is null");
      Objects.requireNonNull(retryAfter, "retryAfter is null");
      Objects.requireNonNull(took, "took is null");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Answered answered
          && status == answered.status
          && Arrays.equals(body, answered.body)
          && contentType.equals(answered.contentType)
          && retryAfter.equals(answered.retryAfter)
          && took.equals(answered.took);
    }

    @Override
    public int hashCode() {
      return Objects.hash(status, Arrays.hashCode(body), contentType, retryAfter, took);
    }

    /** Status, size and time; not the body, which may hold a token. */
    @Override
    public String toString() {
      return "Answered[status=" + status + ", bytes=" + body.length + ", took=" + took + "]";
    }
  }

  /**
   * No whole answer arrived. Whether the server did what was asked is unknown.
   *
   * @param problem one of the constants below
   * @param took from sending the request to the failure
   */
  record Broken(String problem, Duration took) implements HttpOutcome {

    /** Nothing, or not everything, came in time. */
    public static final String TIMEOUT = "timeout";

    /** The connection was closed before an answer began. */
    public static final String RESET = "reset";

    /** The answer broke off or could not be decompressed. */
    public static final String TORN = "torn";

    /** No connection: unknown host, refused, no route. */
    public static final String UNREACHABLE = "unreachable";

    /** No trusted encrypted connection. */
    public static final String TLS = "tls";

    /** The answer is larger than what is accepted. */
    public static final String TOO_LARGE = "too large";

    /** The departure decided that nothing be sent: no call was made. */
    public static final String NOT_SENT = "not sent";

    /** The calling thread was interrupted; its interrupt flag is set. */
    public static final String INTERRUPTED = "interrupted";

    public Broken {
      Objects.requireNonNull(problem, "problem is null");
      Objects.requireNonNull(took, "took is null");
    }
  }
}
