package io.soletape.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TierTest {

  private static final Path SCHEDULES = Path.of("../dags/soletape_airflow/tiers.json");

  @Test
  void theSchedulesKnowTheTiersAndCadencesOfTheRuns() throws IOException {
    JsonNode schedules = new ObjectMapper().readTree(SCHEDULES.toFile());

    List<String> scheduled = new ArrayList<>();
    schedules
        .properties()
        .forEach(tier -> scheduled.add(tier.getKey() + " " + tier.getValue().get("cadence_hours")));
    assertThat(scheduled)
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Tier.values())
                .filter(tier -> tier != Tier.ALL)
                .map(tier -> tier.code() + " " + tier.cadence().toHours())
                .toList());
  }
}
