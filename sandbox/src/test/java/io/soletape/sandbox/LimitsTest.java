package io.soletape.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final String SEARCH = "/v2/catalog/search?query=FV5029-200";

  private final MutableClock clock = new MutableClock("2026-11-20T23:00:00Z");

  @Test
  void shouldRefuseSecondCallWithinASecond() throws IOException {
    try (Sandbox sandbox =
        Sandbox.start(SandboxFixture.unhurried().withStockxPerSecond(1).withClock(clock))) {
      SandboxClient client = new SandboxClient(sandbox).signedIn();

      int first = client.stockx(SEARCH).statusCode();
      clock.advance(Duration.ofMillis(970));
      HttpResponse<String> early = client.stockx(SEARCH);
      clock.advance(Duration.ofMillis(976));
      int inTime = client.stockx(SEARCH).statusCode();

      assertThat(first).isEqualTo(200);
      assertThat(early.statusCode()).isEqualTo(429);
      assertThat(early.headers().firstValue("Retry-After")).isEmpty();
      assertThat(inTime).isEqualTo(200);
      assertThat(sandbox.stats().stockx().refusedByRate()).isEqualTo(1);
    }
  }

  @Test
  void shouldKeepAliasPaceApart() throws IOException {
    try (Sandbox sandbox =
        Sandbox.start(SandboxFixture.unhurried().withAliasPerSecond(2).withClock(clock))) {
      SandboxClient client = new SandboxClient(sandbox).signedIn();

      client.alias("/test");
      client.alias("/test");
      HttpResponse<String> third = client.alias("/test");

      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(SandboxClient.json(third).get("code").asInt()).isEqualTo(8);
      assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldCountEveryAttemptAgainstTheDay() throws IOException {
    try (Sandbox sandbox =
        Sandbox.start(SandboxFixture.unhurried().withStockxPerDay(3).withClock(clock))) {
      SandboxClient client = new SandboxClient(sandbox).signedIn();

      client.stockx(SEARCH);
      client.stockx(SEARCH, "wrong", "wrong");
      HttpResponse<String> refused = client.stockx(SEARCH);
      clock.advance(Duration.ofHours(1));

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
      assertThat(refused.body()).contains("quota");
      assertThat(client.stockx(SEARCH).statusCode()).isEqualTo(200);
      assertThat(sandbox.stats().stockx().refusedByQuota()).isEqualTo(1);
    }
  }

  @Test
  void shouldHaveTheRestOfTheDayAfterACutOfItsQuota() throws IOException {
    try (Sandbox sandbox =
        Sandbox.start(SandboxFixture.unhurried().withStockxPerDay(6).withClock(clock))) {
      SandboxClient client = new SandboxClient(sandbox).signedIn();

      int cut = client.post("/_sandbox/quota?left=1&seconds=90").statusCode();
      int inRoom = client.stockx(SEARCH).statusCode();
      HttpResponse<String> refused = client.stockx(SEARCH);
      clock.advance(Duration.ofSeconds(90));
      int afterwards = client.stockx(SEARCH).statusCode();

      assertThat(cut).isEqualTo(200);
      assertThat(inRoom).isEqualTo(200);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("90");
      assertThat(afterwards).isEqualTo(200);
      assertThat(client.post("/_sandbox/quota?left=1").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void shouldCountCallsByWindowAndUrl() throws IOException {
    try (Sandbox sandbox = Sandbox.start(SandboxFixture.unhurried().withClock(clock))) {
      SandboxClient client = new SandboxClient(sandbox).signedIn();

      client.stockx(SEARCH);
      client.stockx(SEARCH);
      clock.advance(Duration.ofSeconds(5));
      client.stockx("/v2/nothing");
      PlatformStats stats = sandbox.stats().stockx();

      assertThat(stats.calls()).isEqualTo(4);
      assertThat(stats.tokenRefreshes()).isEqualTo(1);
      assertThat(stats.byEndpoint()).containsEntry("search", 2L).containsEntry("token", 1L);
      assertThat(stats.byStatus()).containsEntry(200, 3L).containsEntry(404, 1L);
      assertThat(stats.byUrl()).containsEntry(SEARCH, 2L);
      assertThat(stats.maxPerSecond()).isEqualTo(2);
      assertThat(stats.maxPer10Seconds()).isEqualTo(3);
      assertThat(stats.achievedPerSecond()).isEqualTo(0.4);
      sandbox.resetStats();
      assertThat(sandbox.stats().stockx().calls()).isZero();
    }
  }
}
