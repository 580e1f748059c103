/**
 * Where processes keep one small secret together and change it one at a time: a {@link
 * io.soletape.vault.Vault} lies beside the ledger, in a file or in its database. What the secret
 * says is nobody's business here.
 */
package io.soletape.vault;
