package io.soletape.fetch;

import io.soletape.platform.CredentialSource;
import io.soletape.platform.Credentials;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets the credentials of one platform without holding up the desk: a renewal may take minutes,
 * while the other platform's callers want their turns. Not thread-safe.
 */
final class Clerk implements AutoCloseable {

  // Credentials that need no renewal are there at once.
  private static final Duration PATIENCE = Duration.ofMillis(30);
  // The longest that a call for a token may take, and some seconds to keep what it brought.
  private static final Duration LAST_ANSWER = Duration.ofSeconds(45);
  private static final Duration GIVING_UP = Duration.ofSeconds(5);

  private final CredentialSource source;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread clerk = new Thread(work, "fetch-clerk");
            clerk.setDaemon(true);
            return clerk;
          });
  private Optional<Future<Credentials>> asked = Optional.empty();
  private boolean isRenewing;

  Clerk(CredentialSource source) {
    this.source = source;
  }

  /**
   * Credentials that are valid now; empty while they are being renewed.
   *
   * <p>Throws what the source throws.
   */
  Optional<Credentials> credentials() {
    Future<Credentials> answer = asked.orElseGet(() -> ask(source::current, false));
    try {
      Credentials valid = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      asked = Optional.empty();
      return Optional.of(valid);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      asked = Optional.empty();
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("Credentials cannot be had", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Begins to renew credentials that the platform refused, unless a renewal is under way. What else
   * was asked for may be just what was refused, so it is not waited for.
   */
  void renew(Credentials refused) {
    if (asked.isEmpty() || !isRenewing) {
      ask(() -> source.renewed(refused), true);
    }
  }

  /**
   * Waits for a renewal under way: the platform may have replaced what it was asked with, and the
   * answer would be thrown away.
   *
   * <p>Throws what the source throws.
   */
  @Override
  public void close() {
    thread.shutdown();
    if (hasEnded()) {
      source.close();
    }
  }

  private boolean hasEnded() {
    try {
      if (thread.awaitTermination(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      thread.shutdownNow();
      return thread.awaitTermination(GIVING_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Future<Credentials> ask(Callable<Credentials> question, boolean isRenewal) {
    isRenewing = isRenewal;
    Future<Credentials> answer = thread.submit(question);
    asked = Optional.of(answer);
    return answer;
  }
}
