package io.soletape.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One platform as its clients meet it: counted, paced, with its faults. Threadsafe. */
final class Front {

  private static final int EDGE_HTML_BYTES = 184_000;

  private final Desk desk;
  private final Optional<Pace> pace;
  private final Optional<DayQuota> quota;
  private final Supplier<Faults> faults;
  private final Meter meter = new Meter();
  private final AtomicLong ordinals = new AtomicLong();

  Front(Desk desk, Optional<Pace> pace, Optional<DayQuota> quota, Supplier<Faults> faults) {
    this.desk = desk;
    this.pace = pace;
    this.quota = quota;
    this.faults = faults;
  }

  Meter meter() {
    return meter;
  }

  Delivery serve(Call call) {
    boolean isApiCall = desk.isApiCall(call);
    meter.arrived(call, desk.endpointOf(call), isApiCall);
    long ordinal = isApiCall ? ordinals.getAndIncrement() : -1;
    Delivery delivery = deliver(call, isApiCall, ordinal);
    meter.answered(delivery.status());
    return delivery;
  }

  void answers(Call call, Delivery delivery, Instant at) {
    if (desk.isApiCall(call)) {
      meter.served(
          new ServedCall(call.url(), call.arrivedAt(), at, delivery.status(), delivery.isUsable()));
    }
  }

  private Delivery deliver(Call call, boolean isApiCall, long ordinal) {
    Optional<Reply> refusal = refusal(call, isApiCall);
    if (refusal.isPresent()) {
      return new Delivery.Whole(desk.signed(refusal.get(), ordinal));
    }
    Faults active = faults.get();
    if (active.dead().contains(desk.platform())) {
      return new Delivery.Whole(desk.signed(desk.error(503, "Service unavailable"), ordinal));
    }
    Optional<FaultKind> fault =
        isApiCall ? active.strike(desk.platform(), ordinal) : Optional.empty();
    return fault.isPresent()
        ? struck(call, fault.get(), active, ordinal)
        : new Delivery.Whole(desk.signed(desk.answer(call), ordinal));
  }

  private Optional<Reply> refusal(Call call, boolean isApiCall) {
    boolean inQuota = quota.isEmpty() || quota.get().admits(call.arrivedAt());
    boolean inPace = !isApiCall || pace.isEmpty() || pace.get().admits(call.arrivedAt());
    if (!inQuota) {
      meter.refusedByQuota();
      long seconds = quota.get().secondsLeft(call.arrivedAt());
      return Optional.of(
          desk.error(429, "Daily quota exceeded")
              .withHeader("Retry-After", Long.toString(seconds)));
    }
    if (!inPace) {
      meter.refusedByRate();
      return Optional.of(desk.error(429, "Too many requests"));
    }
    return Optional.empty();
  }

  private Delivery struck(Call call, FaultKind fault, Faults active, long ordinal) {
    if (fault != FaultKind.EARLY_401) {
      meter.struck(fault);
    }
    return switch (fault) {
      case RESET -> new Delivery.Reset();
      case TORN -> new Delivery.Torn(desk.signed(desk.answer(call), ordinal));
      case STALL -> new Delivery.Late(desk.signed(desk.answer(call), ordinal), active.stallFor());
      default -> new Delivery.Whole(desk.signed(faulty(call, fault, active.retryAfter()), ordinal));
    };
  }

  private Reply faulty(Call call, FaultKind fault, Duration retryAfter) {
    return switch (fault) {
      case TOO_MANY -> desk.error(429, "Too many requests");
      case TOO_MANY_SECONDS ->
          desk.error(429, "Too many requests")
              .withHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
      case TOO_MANY_DATE ->
          desk.error(429, "Too many requests")
              .withHeader("Retry-After", httpDate(call.arrivedAt().plus(retryAfter)));
      case SERVER_ERROR -> desk.error(500, "Internal server error");
      case FLEX_ERROR -> desk.flexError();
      case BAD_GATEWAY -> desk.error(502, "Bad gateway");
      case UNAVAILABLE -> desk.error(503, "Service unavailable");
      case GATEWAY_TIMEOUT_HTML -> html(504, "Gateway time-out", EDGE_HTML_BYTES);
      case HTML_200 -> html(200, "Checking your browser", 2_000);
      case EMPTY -> new Reply(200, "application/json", new byte[0], Map.of());
      case EARLY_401 -> desk.refusesEarly(call) ? refusedEarly() : desk.answer(call);
      case RESET, TORN, STALL -> desk.answer(call);
    };
  }

  private Reply refusedEarly() {
    meter.struck(FaultKind.EARLY_401);
    return desk.error(401, "Unauthorized");
  }

  private static String httpDate(Instant moment) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
  }

  private static Reply html(int status, String title, int bytes) {
    String page =
        "<!DOCTYPE html><html><head><title>"
            + title
            + "</title></head><body><h1>"
            + title
            + "</h1><p>Ray ID: 0000000000000000</p><!--";
    String end = "--></body></html>";
    int filler = Math.max(0, bytes - page.length() - end.length());
    byte[] body = (page + " ".repeat(filler) + end).getBytes(StandardCharsets.UTF_8);
    return new Reply(status, "text/html; charset=UTF-8", body, Map.of());
  }
}
