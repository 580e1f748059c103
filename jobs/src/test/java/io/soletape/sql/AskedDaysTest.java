package io.soletape.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedDaysTest {

  private static final String TYPE = "::TIMESTAMP WITH TIME ZONE";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "slot_at>='2026-01-06 05:00:00+00'T | 2026-01-06 2026-01-07",
        "slot_at<'2026-01-06 00:00:00+00'T | 2026-01-05 2026-01-06",
        "slot_at='2026-01-06 10:00:00.5+00'T | 2026-01-06",
        "slot_at>='2026-01-06 00:00:00+00'T AND slot_at<='2026-01-06 09:00:00+00'T | 2026-01-06",
        "slot_at<'2026-01-05 00:00:00+00'T OR slot_at>'2026-01-06 00:00:00+00'T | all",
        "slot_at IN ('2026-01-06 00:00:00+00'T) | all",
        "sku='slot_at>=''2027-01-01 00:00:00+00''T' | all",
        "first_slot_at>='2027-01-01 00:00:00+00'T | all"
      })
  void aScanCanFindRowsInTheseFolders(String filter, String days) throws Exception {
    assertThat(days(scans(filter))).isEqualTo(all(days));
  }

  @Test
  void severalScansCanFindRowsWhereAnyOfThemCan() throws Exception {
    String early = "slot_at<'2026-01-05 09:00:00+00'T";
    String late = "slot_at>'2026-01-06 09:00:00+00'T";

    assertThat(days(scans(early, late))).isEqualTo(all("all"));
    assertThat(days(scans(late, "slot_at='2026-01-07 00:00:00+00'T")))
        .isEqualTo("2026-01-06 2026-01-07");
  }

  @Test
  void filesThatLieInNoFolderOfADayMayHoldAnything() throws Exception {
    AskedDays days = AskedDays.of(scans("slot_at>='2026-01-06 05:00:00+00'T"));

    assertThat(days.mayHold(Path.of("/lake/silver/mappings/part-0.parquet"))).isTrue();
  }

  private static ArrayNode scans(String... filters) throws JsonProcessingException {
    ArrayNode plan = new ObjectMapper().createArrayNode();
    for (String filter : filters) {
      plan.addObject()
          .put("name", "READ_PARQUET ")
          .putObject("extra_info")
          .putArray("Filters")
          .add(filter.replace("'T", "'" + TYPE));
    }
    return plan;
  }

  private static String days(ArrayNode plan) {
    AskedDays days = AskedDays.of(plan);
    StringBuilder held = new StringBuilder();
    for (String day : all("all").split(" ")) {
      held.append(
          days.mayHold(Path.of("/lake/gold/tape/slot_date=" + day + "/part-0.parquet"))
              ? " " + day
              : "");
    }
    return held.toString().strip();
  }

  private static String all(String days) {
    return days.equals("all") ? "2026-01-05 2026-01-06 2026-01-07" : days;
  }
}
