package io.soletape.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * The scheduled moment that a run stands for. Tier and slot are the identity of a run.
 *
 * @param tier the tier
 * @param at the moment, UTC, cut to the tier's cadence
 */
public record Slot(Tier tier, Instant at) {

  private static final DateTimeFormatter IN_IDS =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

  public Slot {
    Objects.requireNonNull(tier, "tier is null");
    if (!cut(tier, at).equals(at)) {
      throw new IllegalArgumentException(
          at + " is no slot of tier " + tier.code() + ": cut it to " + cut(tier, at));
    }
  }

  /** The slot of a tier that a moment lies in. */
  public static Slot containing(Tier tier, Instant moment) {
    return new Slot(tier, cut(tier, moment));
  }

  /** The id of the run of this slot: the same on any machine. */
  public String runId() {
    return tier.code() + "-" + IN_IDS.format(at);
  }

  /** The day of the slot: the folder of its rows. */
  public LocalDate date() {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Instant cut(Tier tier, Instant moment) {
    long cadence = tier.cadence().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), cadence) * cadence);
  }
}
