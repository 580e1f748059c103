package io.soletape.plan;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.soletape.config.SettingException;
import io.soletape.market.Sku;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkuListTest {

  @TempDir private Path folder;

  @Test
  void aLineIsASkuAndPerhapsATabAndItsTier() {
    SkuList list = parse("DD1391-100\thot", "U9060BPM", "FV5029-010\tCold", "CT8013-117\t");

    assertThat(told(list))
        .containsExactly("DD1391-100 hot", "U9060BPM", "FV5029-010 cold", "CT8013-117");
    assertThat(list.problems()).isEmpty();
  }

  @Test
  void commentsBlankLinesAndTheHeaderAreNoSkus() {
    SkuList list =
        parse("# mine", "", "SKU\ttier", "  ", "DD1391-100\twarm # the panda", "#U9060BPM");

    assertThat(told(list)).containsExactly("DD1391-100 warm");
    assertThat(list.problems()).isEmpty();
  }

  @Test
  void aHeaderIsOneOnlyBeforeTheFirstSku() {
    SkuList list = parse("DD1391-100", "sku");

    assertThat(told(list)).containsExactly("DD1391-100");
    assertThat(list.problems()).singleElement().asString().startsWith("line 2: 'SKU' is not");
  }

  @Test
  void aDuplicateIsNamedWithBothLinesHoweverItIsWritten() {
    SkuList list = parse("# list", "DD1391-100\thot", "U9060BPM", "dd1391 100\tcold");

    assertThat(told(list)).containsExactly("DD1391-100 hot", "U9060BPM");
    assertThat(list.problems()).containsExactly("line 4: DD1391-100 stands on line 2 already");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "DD1391-100 hot", "\thot", "https://example.com/DD1391-100"})
  void junkIsNamedWithItsLineAndTheRestGoesOn(String junk) {
    SkuList list = parse("U9060BPM", junk, "DD1391-100");

    assertThat(told(list)).containsExactly("U9060BPM", "DD1391-100");
    assertThat(list.problems()).singleElement().asString().startsWith("line 2: ");
  }

  @Test
  void anUnknownTierIsNamedWithWhatIsAllowed() {
    SkuList list = parse("U9060BPM\tboiling", "DD1391-100\thot");

    assertThat(told(list)).containsExactly("DD1391-100 hot");
    assertThat(list.problems())
        .containsExactly("line 1: tier 'boiling' is unknown: use hot, warm, cold or frozen");
  }

  @ParameterizedTest
  @CsvSource({
    "HOT, HH1111-111 NN1111-111",
    "WARM, WW1111-111 NN1111-111",
    "COLD, CC1111-111 NN1111-111",
    "ALL, HH1111-111 WW1111-111 CC1111-111 NN1111-111"
  })
  void aTierRunsItsOwnAndThoseWithoutTierButNeverTheFrozen(Tier tier, String expected) {
    SkuList list =
        parse(
            "HH1111-111\thot",
            "WW1111-111\twarm",
            "CC1111-111\tcold",
            "FF1111-111\tfrozen",
            "NN1111-111");

    assertThat(list.of(tier).stream().map(listed -> listed.sku().code()))
        .containsExactly(expected.split(" "));
  }

  @Test
  void aFileOfWindowsIsReadWithItsByteOrderMarkAndLineEnds() throws IOException {
    Path file = file("\uFEFFsku\ttier\r\nDD1391-100\thot\r\n\r\nU9060BPM\r\n");

    SkuList list = SkuList.read(file);

    assertThat(told(list)).containsExactly("DD1391-100 hot", "U9060BPM");
    assertThat(list.problems()).isEmpty();
  }

  @Test
  void aByteOrderMarkBeforeASkuIsNoPartOfIt() throws IOException {
    assertThat(told(SkuList.read(file("\uFEFFDD1391-100\n")))).containsExactly("DD1391-100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "sku\ttier\n", "# nothing\n"})
  void aFileWithoutASkuIsRefused(String content) throws IOException {
    Path file = file(content);

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> SkuList.read(file))
        .withMessage("SKU file '" + file + "' names no SKU: put one style code on a line");
  }

  @Test
  void aFileOfNothingButJunkIsRefusedWithItsProblems() throws IOException {
    Path file = file("hello\n");

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> SkuList.read(file))
        .withMessageContainingAll("names no SKU", "line 1: 'HELLO' is not a style code");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("nowhere.txt");

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> SkuList.read(missing))
        .withMessageContainingAll(missing.toString(), "does not exist");
  }

  @Test
  void aFolderCannotBeRead() {
    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> SkuList.read(folder))
        .withMessageContainingAll(folder.toString(), "cannot be read");
  }

  @Test
  void aFileOfAnotherEncodingIsNamed() throws IOException {
    Path file = folder.resolve("skus.txt");
    Files.write(file, "\uFEFFDD1391-100\n".getBytes(UTF_16LE));

    assertThatExceptionOfType(SettingException.class)
        .isThrownBy(() -> SkuList.read(file))
        .withMessageContainingAll(file.toString(), "is not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"HOT, 20", "WARM, 50", "COLD, 42", "ALL, 112"})
  void thePackagedListHas112InThreeTiers(Tier tier, int skus) {
    assertThat(SkuList.packaged().of(tier)).hasSize(skus);
  }

  @Test
  void thePackagedListIsCleanAndItsTiersFollowItsOrder() {
    SkuList list = SkuList.packaged();
    List<String> tiers = list.skus().stream().map(listed -> listed.tier().orElseThrow()).toList();
    Set<Sku> distinct = list.skus().stream().map(ListedSku::sku).collect(Collectors.toSet());

    assertThat(list.problems()).isEmpty();
    assertThat(distinct).hasSize(112);
    assertThat(tiers.subList(0, 20)).containsOnly("hot");
    assertThat(tiers.subList(20, 70)).containsOnly("warm");
    assertThat(tiers.subList(70, 112)).containsOnly("cold");
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void aTierIsReadFromItsNameInAnyCase(Tier tier) {
    assertThat(Tier.parse(tier.code())).contains(tier);
    assertThat(Tier.parse(tier.name())).contains(tier);
    assertThat(Tier.parse(" " + tier.code())).isEmpty();
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("skus.txt"), content, StandardCharsets.UTF_8);
  }

  private static SkuList parse(String... lines) {
    return SkuList.parse(List.of(lines));
  }

  private static List<String> told(SkuList list) {
    return list.skus().stream()
        .map(listed -> listed.sku() + listed.tier().map(tier -> " " + tier).orElse(""))
        .toList();
  }
}
