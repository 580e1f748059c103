package io.soletape.http;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;

/** Builds an address below a base address. Every part is encoded. */
public final class RequestAddress {

  private final HttpUrl.Builder url;

  private RequestAddress(HttpUrl.Builder url) {
    this.url = url;
  }

  /**
   * Starts below a base address, whose trailing slashes do not matter.
   *
   * @throws IllegalArgumentException if the base is no address of http or https, or holds more than
   *     scheme, host, port and path
   */
  public static RequestAddress below(URI base) {
    HttpUrl url =
        Optional.ofNullable(HttpUrl.get(base))
            .filter(RequestAddress::isBase)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "A base address needs http or https, a host and at most a path, such as"
                            + " https://api.example.com/v1"));
    return new RequestAddress(withoutTrailingSlashes(url));
  }

  /**
   * Appends one segment of the path.
   *
   * @throws IllegalArgumentException if the segment is empty or would climb up the path
   */
  public RequestAddress segment(String segment) {
    String plain = segment.toLowerCase(Locale.ROOT).replace("%2e", ".");
    if (plain.isBlank() || plain.equals(".") || plain.equals("..")) {
      throw new IllegalArgumentException("'" + segment + "' cannot be a part of an address");
    }
    url.addPathSegment(segment);
    return this;
  }

  /** Appends a parameter. */
  public RequestAddress parameter(String name, String value) {
    url.addQueryParameter(name, value);
    return this;
  }

  /** The whole address. */
  public URI uri() {
    return url.build().uri();
  }

  private static boolean isBase(HttpUrl url) {
    return url.username().isEmpty()
        && url.password().isEmpty()
        && url.querySize() == 0
        && Optional.ofNullable(url.fragment()).isEmpty();
  }

  /** Each slash at the end is an empty segment. */
  private static HttpUrl.Builder withoutTrailingSlashes(HttpUrl url) {
    HttpUrl.Builder builder = url.newBuilder();
    for (int i = url.pathSize() - 1; i > 0 && url.pathSegments().get(i).isEmpty(); i--) {
      builder.removePathSegment(i);
    }
    return builder;
  }
}
