/** Gold: the tape, one row per quote of a slot. Pure functions of silver. */
package io.soletape.gold;
