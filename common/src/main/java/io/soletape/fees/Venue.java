package io.soletape.fees;

import io.soletape.market.Platform;
import io.soletape.market.Programme;
import io.soletape.market.Region;
import java.util.Objects;

/** Where a quote can be met: a platform's market and selling programme. */
public record Venue(Platform platform, Region region, Programme programme) {

  public Venue {
    Objects.requireNonNull(platform, "platform is null");
    Objects.requireNonNull(region, "region is null");
    Objects.requireNonNull(programme, "programme is null");
  }
}
