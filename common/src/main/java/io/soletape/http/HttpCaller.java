package io.soletape.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Makes HTTP calls, each exactly once: no hidden retry, no redirect followed, since a redirect
 * could carry credentials elsewhere. Failures are outcomes, not exceptions. Logs nothing.
 * Thread-safe.
 */
public final class HttpCaller implements AutoCloseable {

  /** Answers above this many bytes, decompressed, are not accepted. */
  public static final int LARGEST_BODY = 32 * 1024 * 1024;

  private static final String USER_AGENT = "soletape/0.1";
  private static final String RETRY_AFTER = "Retry-After";
  private static final String RETRY_AFTER_KEPT = "X-Soletape-Retry-After";
  private static final Duration IDLE_CONNECTIONS_KEPT = Duration.ofMinutes(2);

  private final OkHttpClient client;
  private final Duration callTimeout;
  private final Semaphore inFlight;

  /**
   * A caller with connections of its own.
   *
   * @param connectTimeout for TCP and TLS
   * @param callTimeout from sending the request to the last byte of the answer
   * @param maxInFlight calls at the same moment; more wait for their turn
   */
  public HttpCaller(Duration connectTimeout, Duration callTimeout, int maxInFlight) {
    this.inFlight = new Semaphore(maxInFlight, true);
    this.callTimeout = callTimeout;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(connectTimeout)
            // A departure may take its time: the answer alone is timed.
            .readTimeout(callTimeout)
            .writeTimeout(callTimeout)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectionPool(
                new ConnectionPool(
                    maxInFlight, IDLE_CONNECTIONS_KEPT.toSeconds(), TimeUnit.SECONDS))
            .addNetworkInterceptor(HttpCaller::hideRetryAfter)
            .addNetworkInterceptor(HttpCaller::depart)
            .build();
  }

  /**
   * Asks with GET.
   *
   * @param headers names and values, which may be secret
   * @throws IllegalArgumentException if a header cannot be sent; the message names the header,
   *     never its value
   */
  public HttpOutcome get(URI uri, Map<String, String> headers) {
    headers.forEach(HttpCaller::sendable);
    return get(uri, () -> Optional.of(headers));
  }

  /**
   * Asks with GET at a moment of the caller's choosing, over a connection that is already open.
   *
   * @param departure waits for that moment, and knows the headers of then
   * @throws IllegalArgumentException if a header cannot be sent; the message names the header,
   *     never its value
   */
  public HttpOutcome get(URI uri, Departure departure) {
    return call(request(uri).tag(Leaving.class, new Leaving(departure)).build());
  }

  /**
   * Gets ready for calls to an address, so that the first of them takes no longer than the others.
   * Connects, and sends nothing; tells nobody if that fails, since the call will.
   */
  public void prepare(URI uri) {
    get(uri, Optional::empty);
  }

  /**
   * Sends a form with POST, {@code application/x-www-form-urlencoded}.
   *
   * @param fields names and values, which may be secret
   */
  public HttpOutcome postForm(URI uri, Map<String, String> fields) {
    FormBody.Builder form = new FormBody.Builder();
    fields.forEach(form::add);
    return call(request(uri).header("Accept", "application/json").post(form.build()).build());
  }

  /** Closes idle connections. Calls in flight go on to their end. */
  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private HttpOutcome call(Request request) {
    try {
      inFlight.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new HttpOutcome.Broken(HttpOutcome.Broken.INTERRUPTED, Duration.ZERO);
    }
    try {
      return callNow(request);
    } finally {
      inFlight.release();
    }
  }

  private HttpOutcome callNow(Request request) {
    long start = System.nanoTime();
    try (Response response = client.newCall(request).execute()) {
      return answer(response, leftAt(request, start));
    } catch (NotSentException e) {
      return new HttpOutcome.Broken(HttpOutcome.Broken.NOT_SENT, Duration.ZERO);
    } catch (IOException e) {
      return new HttpOutcome.Broken(beforeAnswer(e), since(leftAt(request, start)));
    }
  }

  private static long leftAt(Request request, long start) {
    return Optional.ofNullable(request.tag(Leaving.class))
        .flatMap(leaving -> leaving.leftAt)
        .orElse(start);
  }

  private HttpOutcome answer(Response response, long start) {
    response.body().source().timeout().deadlineNanoTime(start + callTimeout.toNanos());
    try (InputStream stream = response.body().byteStream()) {
      byte[] body = stream.readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        return new HttpOutcome.Broken(HttpOutcome.Broken.TOO_LARGE, since(start));
      }
      return new HttpOutcome.Answered(
          response.code(),
          body,
          Optional.ofNullable(response.header("Content-Type")),
          Optional.ofNullable(response.header(RETRY_AFTER_KEPT)),
          since(start));
    } catch (IOException e) {
      return new HttpOutcome.Broken(withinAnswer(e), since(start));
    }
  }

  private static String beforeAnswer(IOException failure) {
    if (failure instanceof InterruptedIOException) {
      return stopped();
    }
    if (failure instanceof UnknownHostException
        || failure instanceof ConnectException
        || failure instanceof NoRouteToHostException) {
      return HttpOutcome.Broken.UNREACHABLE;
    }
    return failure instanceof SSLException ? HttpOutcome.Broken.TLS : HttpOutcome.Broken.RESET;
  }

  private static String withinAnswer(IOException failure) {
    return failure instanceof InterruptedIOException ? stopped() : HttpOutcome.Broken.TORN;
  }

  private static String stopped() {
    return Thread.currentThread().isInterrupted()
        ? HttpOutcome.Broken.INTERRUPTED
        : HttpOutcome.Broken.TIMEOUT;
  }

  private static Request.Builder request(URI uri) {
    HttpUrl url =
        Optional.ofNullable(HttpUrl.get(uri))
            .orElseThrow(
                () -> new IllegalArgumentException("Scheme " + uri.getScheme() + " is not HTTP"));
    return new Request.Builder().url(url).header("User-Agent", USER_AGENT);
  }

  /** OkHttp's own check of header values prints the value of all but a few well-known names. */
  private static String sendable(String name, String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          "Header " + name + " holds a character that cannot be sent: use printable ASCII");
    }
    return value;
  }

  private static Response depart(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    Optional<Leaving> leaving = Optional.ofNullable(request.tag(Leaving.class));
    return chain.proceed(leaving.isPresent() ? leaving.get().with(request) : request);
  }

  /** OkHttp silently repeats a 503 whose Retry-After is 0, so it must not see the header. */
  private static Response hideRetryAfter(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    return Optional.ofNullable(response.header(RETRY_AFTER))
        .map(value -> response.newBuilder().header(RETRY_AFTER_KEPT, value))
        .map(answer -> answer.removeHeader(RETRY_AFTER).build())
        .orElse(response);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** A request on its way out, and when it left. */
  private static final class Leaving {
    private final Departure departure;
    private Optional<Long> leftAt = Optional.empty();

    private Leaving(Departure departure) {
      this.departure = departure;
    }

    private Request with(Request request) throws IOException {
      Request.Builder whole = request.newBuilder();
      headers().forEach((name, value) -> whole.header(name, sendable(name, value)));
      leftAt = Optional.of(System.nanoTime());
      return whole.build();
    }

    private Map<String, String> headers() throws IOException {
      try {
        return departure.headers().orElseThrow(NotSentException::new);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Interrupted before the request was sent");
      }
    }
  }

  /** The departure wants nothing sent. */
  private static final class NotSentException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
