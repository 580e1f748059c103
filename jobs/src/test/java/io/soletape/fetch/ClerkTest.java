package io.soletape.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Credentials that take long to come. */
class ClerkTest {

  private static final Credentials FIRST = new Credentials(Map.of("Authorization", "token 1"));
  private static final Credentials SECOND = new Credentials(Map.of("Authorization", "token 2"));

  private final SlowSource source = new SlowSource();
  private final Clerk clerk = new Clerk(source);

  @Test
  void aRenewalTakesThePlaceOfWhatWasAskedForBefore() {
    assertThat(clerk.credentials()).as("they take long").isEmpty();

    clerk.renew(FIRST);
    source.mayAnswer.countDown();

    assertThat(patientCredentials()).isEqualTo(SECOND);
  }

  @Test
  void aRenewalUnderWayIsNotBegunAgain() {
    clerk.renew(FIRST);
    clerk.renew(FIRST);
    source.mayAnswer.countDown();

    assertThat(patientCredentials()).isEqualTo(SECOND);
    assertThat(source.renewals).isEqualTo(1);
  }

  @Test
  void aRenewalUnderWayIsWaitedForAtTheEndAndThenTheSourceIsClosed()
      throws InterruptedException, ExecutionException {
    clerk.renew(FIRST);
    source.isAsked.await();

    CompletableFuture<Void> closing = CompletableFuture.runAsync(clerk::close);
    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(() -> closing.get(200, TimeUnit.MILLISECONDS));
    source.mayAnswer.countDown();
    closing.get();

    assertThat(source.renewals).isEqualTo(1);
    assertThat(source.isInterrupted).isFalse();
    assertThat(source.isClosed).isTrue();
  }

  private Credentials patientCredentials() {
    Optional<Credentials> credentials = clerk.credentials();
    while (credentials.isEmpty()) {
      credentials = clerk.credentials();
    }
    return credentials.get();
  }

  /** Answers when a test says so. */
  private static final class SlowSource implements CredentialSource {
    private final CountDownLatch isAsked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private volatile boolean isInterrupted;
    private volatile boolean isClosed;
    private volatile int renewals;

    @Override
    public Credentials current() {
      awaitLeave();
      return FIRST;
    }

    @Override
    public Credentials renewed(Credentials refused) {
      awaitLeave();
      renewals++;
      return SECOND;
    }

    @Override
    public void close() {
      isClosed = true;
    }

    private void awaitLeave() {
      isAsked.countDown();
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        isInterrupted = true;
      }
    }
  }
}
