package io.soletape.fx;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Documents in the shape of the ECB's. */
final class EcbDocuments {

  private EcbDocuments() {}

  /** A document around the given days. */
  static String of(String... days) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" \
    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
      <gesmes:subject>Reference rates</gesmes:subject>
      <Cube>%s</Cube>
    </gesmes:Envelope>
    """
        .formatted(String.join("", days));
  }

  /** A day with rates such as {@code USD=1.1630}. */
  static String day(String day, String... rates) {
    return Arrays.stream(rates)
        .map(rate -> rate.split("=", -1))
        .map(rate -> "<Cube currency='%s' rate='%s'/>".formatted(rate[0], rate[1]))
        .collect(Collectors.joining("", "<Cube time='" + day + "'>", "</Cube>"));
  }
}
