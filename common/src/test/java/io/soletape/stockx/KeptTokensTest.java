package io.soletape.stockx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeptTokensTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final StockxLogin LOGIN =
      new StockxLogin("client-id", "client-secret", "key-secret", "refresh-0");
  private static final AccessToken TOKEN =
      new AccessToken("access-1", NOON, NOON.plus(Duration.ofHours(12)));
  private static final KeptTokens KEPT =
      KeptTokens.of(Optional.empty(), LOGIN)
          .exchanged(Optional.of("refresh-1"), TOKEN, LOGIN)
          .exchanging(NOON);

  @Test
  void whatIsKeptIsReadAgain() {
    assertThat(KeptTokens.of(Optional.of(KEPT.json()), LOGIN)).isEqualTo(KEPT);
  }

  @Test
  void anotherRefreshTokenInTheSettingsBeginsAnew() {
    StockxLogin anew = new StockxLogin("client-id", "client-secret", "key-secret", "refresh-7");

    KeptTokens kept = KeptTokens.of(Optional.of(KEPT.json()), anew);

    assertThat(kept).isEqualTo(KeptTokens.of(Optional.empty(), anew));
  }

  @Test
  void anotherClientSecretKeepsTheRefreshTokenAndMustProveItself() {
    StockxLogin renewed = new StockxLogin("client-id", "new-secret", "key-secret", "refresh-0");

    KeptTokens kept = KeptTokens.of(Optional.of(KEPT.json()), renewed);

    assertThat(kept.refreshToken()).contains("refresh-1");
    assertThat(kept.accessFor(renewed)).isEmpty();
    assertThat(kept.accessFor(LOGIN)).contains(TOKEN);
  }

  @Test
  void theFirstExchangeOfUnknownEndIsTheOneThatIsRemembered() {
    assertThat(KEPT.exchanging(NOON.plusSeconds(60)).exchangeBegunAt()).contains(NOON);
    assertThat(KEPT.exchanged(Optional.empty(), TOKEN, LOGIN).exchangeBegunAt()).isEmpty();
  }

  @Test
  void aRefreshTokenThatIsNotRotatedStays() {
    assertThat(KEPT.exchanged(Optional.empty(), TOKEN, LOGIN).refreshToken()).contains("refresh-1");
  }

  @Test
  void neitherTheConfiguredSecretsAreKeptNorAnyTokenPrinted() {
    assertThat(KEPT.json()).doesNotContain("client-id", "client-secret", "key-secret", "refresh-0");
    assertThat(KEPT + " " + TOKEN).doesNotContain("refresh-", "access-");
  }
}
