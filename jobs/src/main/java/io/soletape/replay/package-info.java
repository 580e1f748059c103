/** Silver and gold again from bronze alone, slot by slot, oldest first. */
package io.soletape.replay;
