/**
 * What a client must have made of the market over several slots: the tape, sales, offers, newest
 * rows, bars and spreads. Worked out with loops over the model's own values, so that it shares no
 * code and no idea with the client that it judges.
 */
package io.soletape.sandbox.truth;
