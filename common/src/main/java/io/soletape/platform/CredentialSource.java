package io.soletape.platform;

/** Hands out credentials that are valid now. Implementations are thread-safe. */
public interface CredentialSource extends AutoCloseable {

  /**
   * Credentials for the next call; renewed first if they are about to expire.
   *
   * @throws CredentialsRefusedException if the platform refuses to renew them
   */
  Credentials current();

  /**
   * Credentials after the platform refused some with 401. However many workers report the same
   * refused ones, they are renewed once.
   *
   * @throws CredentialsRefusedException if they cannot be renewed or the platform refuses to
   */
  Credentials renewed(Credentials refused);

  /** Nobody will ask any more: what came and could not be kept so far is kept now. */
  @Override
  default void close() {}
}
