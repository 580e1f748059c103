/**
 * Permits to call: one rate and one durable daily count per platform key, whoever calls. A {@link
 * io.soletape.budget.Ledger} is shared by every process; a {@link io.soletape.budget.Turnstile}
 * hands out the turns that a process has leased from it. {@link io.soletape.budget.Locks} of the
 * same database keep apart what may happen once at a time.
 */
package io.soletape.budget;
