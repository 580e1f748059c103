package io.soletape.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the door answers to what it cannot understand. */
class SoletapeTest {

  private static final int ASKED_WRONGLY = 2;

  @ParameterizedTest
  @CsvSource({
    "STOCKX_API_KEY=s3cret,          STOCKX_API_KEY=***",
    "stockx.api.key=s3cret,          stockx.api.key=***",
    "--sett=STOCKX_API_KEY=s3cret,   --sett",
    "--STOCKX_API_KEY=s3cret,        STOCKX_API_KEY",
  })
  void aSettingThatWasGivenInAWrongWayDoesNotTellItsValue(String argument, String told) {
    Answer answer = answer("run", "--tier", "hot", argument);

    assertThat(answer.code()).isEqualTo(ASKED_WRONGLY);
    assertThat(answer.told()).contains(told).doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource({
    "--set,              STOCKX_API_KEY",
    "--set,              stockx.api.key",
    "--quiet,            --stockx-api-key",
    "--quiet,            --api-key",
  })
  void aValueAfterABlankIsNotTold(String option, String name) {
    Answer answer = answer("run", "--tier", "hot", option, name, "s3cret");

    assertThat(answer.code()).isEqualTo(ASKED_WRONGLY);
    assertThat(answer.told()).contains("***").doesNotContain("s3cret");
  }

  @Test
  void aMisspeltCommandIsTold() {
    assertThat(answer("rnu").told()).contains("rnu");
  }

  @ParameterizedTest
  @CsvSource({"999999999999999999999m", "9999999d", "0m", "50x", "-5m"})
  void aDurationThatIsNoneIsNamedWithWhatIsAllowed(String duration) {
    Answer answer = answer("plan", "--tier", "hot", "--max-duration=" + duration);

    assertThat(answer.code()).isEqualTo(ASKED_WRONGLY);
    assertThat(answer.told()).contains("--max-duration", duration, "50m");
  }

  @Test
  void aSlotMayBeADay() {
    Answer answer = answer("plan", "--tier", "hot", "--slot", "2999-01-01");

    assertThat(answer.code()).isEqualTo(ASKED_WRONGLY);
    assertThat(answer.told()).contains("--slot 2999-01-01 lies in the future");
  }

  private static Answer answer(String... arguments) {
    StringWriter told = new StringWriter();
    CommandLine door = Soletape.commandLine().setErr(new PrintWriter(told, true));
    return new Answer(door.execute(arguments), told.toString());
  }

  private record Answer(int code, String told) {}
}
