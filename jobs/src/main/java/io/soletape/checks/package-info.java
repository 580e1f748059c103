/** The checks that a run's tables must pass, declared in one place. */
package io.soletape.checks;
