package io.soletape.cli;

import io.soletape.config.SettingException;
import io.soletape.config.SettingNames;
import io.soletape.config.Settings;
import io.soletape.plan.ListedSku;
import io.soletape.plan.SkuList;
import io.soletape.plan.Slot;
import io.soletape.plan.Tier;
import io.soletape.run.RunOptions;
import io.soletape.run.Step;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of a run and of its steps. */
final class RunOptionsMixin {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*([smhd])");

  @Option(
      names = "--tier",
      required = true,
      paramLabel = "hot|warm|cold|all",
      description = "Whose SKUs: hot (hourly), warm (6 h), cold (daily) or all of them.")
  private String tier;

  @Option(
      names = "--slot",
      paramLabel = "ISO",
      description = "The scheduled moment that the run stands for, UTC; default: now.")
  private Optional<String> slot;

  @Option(
      names = "--skus",
      paramLabel = "FILE",
      description = "SKU list: one a line, optionally a tab and its tier; default: 112 packaged.")
  private Optional<Path> skus;

  @Option(
      names = "--max-duration",
      paramLabel = "50m",
      description = "Make no call after this long; the rest is deferred. Units: s, m, h, d.")
  private Optional<String> maxDuration;

  RunOptions read(Settings settings, Set<Step> steps, Clock clock, PrintWriter problems) {
    Tier asked = tier();
    return new RunOptions(slot(asked, clock), listed(asked, settings, problems), duration(), steps);
  }

  Tier tier() {
    return Tier.parse(tier)
        .orElseThrow(
            () ->
                new SettingException(
                    "--tier '" + tier + "' is unknown: use hot, warm, cold or all"));
  }

  Slot slot(Tier asked, Clock clock) {
    Instant now = clock.instant();
    Slot wanted = Slot.containing(asked, slot.map(RunOptionsMixin::moment).orElse(now));
    if (wanted.at().isAfter(now)) {
      throw new SettingException(
          "--slot %s lies in the future: it is %s now; use a moment that has come"
              .formatted(slot.orElse(""), now));
    }
    return wanted;
  }

  List<ListedSku> listed(Tier asked, Settings settings, PrintWriter problems) {
    Optional<Path> file = skus.or(() -> settings.value(SettingNames.SKUS).map(Path::of));
    SkuList list = file.map(SkuList::read).orElseGet(SkuList::packaged);
    list.problems().forEach(problem -> problems.println("soletape: left out, " + problem));
    List<ListedSku> ofTier = list.of(asked);
    if (ofTier.isEmpty()) {
      throw new SettingException(
          "The SKU list has no SKU of tier "
              + asked.code()
              + ": ask for another tier or list some");
    }
    return ofTier;
  }

  private Optional<Duration> duration() {
    return maxDuration.map(RunOptionsMixin::duration);
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
      throw new SettingException(
          "--max-duration '" + text + "' is no duration: use a number and s, m, h or d, as in 50m");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static Instant moment(String text) {
    return moment("--slot", text);
  }

  /** A moment that an option names; of a day its first. */
  static Instant moment(String option, String text) {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d$")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new SettingException(
          option
              + " '"
              + text
              + "' is no time: use ISO 8601 in UTC, as in 2026-11-24T10:00:00Z or 2026-11-24",
          e);
    }
  }
}
