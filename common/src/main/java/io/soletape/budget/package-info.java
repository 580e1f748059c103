/**
 * Permits to call: one rate and one durable daily count per platform key, whoever calls. A {@link
 * io.soletape.budget.Ledger} is shared by every process; a {@link io.soletape.budget.Turnstile}
 * hands out the turns that a process has leased from it.
 */
package io.soletape.budget;
