package io.soletape.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Takes every request, notes when it came, and sends what its platform answers. */
final class FrontDoor implements HttpHandler {

  private static final int NO_BODY = -1;
  private static final int MISSING_BYTES = 1000;

  private final Front stockx;
  private final Front alias;
  private final Front fx;
  private final ControlDesk control;
  private final Clock clock;
  private final Supplier<Duration> latency;

  FrontDoor(
      Front stockx,
      Front alias,
      Front fx,
      ControlDesk control,
      Clock clock,
      Supplier<Duration> latency) {
    this.stockx = stockx;
    this.alias = alias;
    this.fx = fx;
    this.control = control;
    this.clock = clock;
    this.latency = latency;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Instant arrivedAt = clock.instant();
    try (exchange) {
      Call call = Call.of(exchange, arrivedAt);
      if (call.path().startsWith(ControlDesk.ROOT)) {
        send(exchange, control.answer(call));
      } else {
        Front front = front(call.path());
        Delivery delivery = front.serve(call);
        pause(latency.get().plus(delivery.lateBy()));
        front.answers(call, delivery, clock.instant());
        deliver(exchange, delivery);
      }
    }
  }

  private Front front(String path) {
    if (path.startsWith("/api/v1")) {
      return alias;
    }
    return path.startsWith("/stats/eurofxref/") ? fx : stockx;
  }

  private static void deliver(HttpExchange exchange, Delivery delivery) throws IOException {
    if (delivery instanceof Delivery.Whole whole) {
      send(exchange, whole.reply());
    } else if (delivery instanceof Delivery.Torn torn) {
      tear(exchange, torn.reply());
    } else if (delivery instanceof Delivery.Late late) {
      send(exchange, late.reply());
    }
    // A reset has nothing to send: closing the exchange unanswered closes the connection.
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    head(exchange, reply, reply.body().length == 0 ? NO_BODY : reply.body().length);
    if (reply.body().length > 0) {
      try (OutputStream body = exchange.getResponseBody()) {
        body.write(reply.body());
      }
    }
  }

  private static void tear(HttpExchange exchange, Reply reply) throws IOException {
    head(exchange, reply, reply.body().length + MISSING_BYTES);
    OutputStream body = exchange.getResponseBody();
    body.write(reply.body(), 0, reply.body().length / 2);
    body.flush();
  }

  private static void head(HttpExchange exchange, Reply reply, long length) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    exchange.sendResponseHeaders(reply.status(), length);
  }

  private static void pause(Duration time) {
    if (time.isZero()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      // The server is closing; the answer goes out at once.
      Thread.currentThread().interrupt();
    }
  }
}
