package io.soletape.fx;

import io.soletape.market.CurrencyCode;
import io.soletape.platform.Parsed;
import io.soletape.platform.PayloadRefusedException;
import io.soletape.platform.Refusal;
import io.soletape.platform.RowRefusedException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the ECB's documents of euro reference rates: {@code Cube} elements with a {@code time},
 * each around elements with {@code currency} and {@code rate}. The document of the day has one day,
 * those of 90 days and of all days have more; all are read. Nothing outside the document is
 * followed, and a document with a DTD is refused.
 */
public final class EcbDocument {

  private static final Pattern PLAIN_NUMBER = Pattern.compile("\\d{1,10}(\\.\\d{1,8})?");

  private static final CurrencyCode EURO = new CurrencyCode("EUR");

  private EcbDocument() {}

  /**
   * The rates of a document, in its order; those at fault are refused one by one.
   *
   * @throws PayloadRefusedException if the text is no XML, or names no day or no rate
   */
  public static Parsed<ReferenceRate> read(String xml) {
    Parsed<ReferenceRate> parsed = Parsed.each(entries(xml), EcbDocument::rate);
    if (parsed.rows().isEmpty() && parsed.refusals().isEmpty()) {
      throw new PayloadRefusedException(
          Refusal.of(Refusal.PAYLOAD_STRUCTURE, "the document has no rate of any day"));
    }
    return parsed.withoutRepeats(
        rate -> List.of(rate.day(), rate.currency()),
        rate ->
            Refusal.of(
                Refusal.DUPLICATE_ROW,
                "%s of %s stands twice".formatted(rate.currency(), rate.day())));
  }

  /** Whether the text is one whole XML document that this reader would look into. */
  static boolean isWellFormed(String xml) {
    try {
      entries(xml);
      return true;
    } catch (PayloadRefusedException e) {
      return false;
    }
  }

  private record Entry(Optional<String> day, String currency, Optional<String> rate) {}

  private static List<Entry> entries(String xml) {
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml));
      try {
        return entries(reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new PayloadRefusedException(
          Refusal.of(Refusal.PAYLOAD_UNREADABLE, "no XML: " + firstLine(e)));
    }
  }

  private static List<Entry> entries(XMLStreamReader reader) throws XMLStreamException {
    List<Entry> entries = new ArrayList<>();
    Optional<String> day = Optional.empty();
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new PayloadRefusedException(
            Refusal.of(
                Refusal.PAYLOAD_STRUCTURE, "the document has a DTD, which rates never have"));
      }
      if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("Cube")) {
        Optional<String> named = attribute(reader, "time");
        day = named.isPresent() ? named : day;
        Optional<String> ofDay = day;
        attribute(reader, "currency")
            .ifPresent(
                currency -> entries.add(new Entry(ofDay, currency, attribute(reader, "rate"))));
      }
    }
    return entries;
  }

  private static Optional<String> attribute(XMLStreamReader reader, String name) {
    return Optional.ofNullable(reader.getAttributeValue(null, name)).map(String::strip);
  }

  private static ReferenceRate rate(Entry entry) {
    return new ReferenceRate(day(entry), currency(entry), unitsPerEuro(entry));
  }

  private static LocalDate day(Entry entry) {
    try {
      return LocalDate.parse(entry.day().orElse(""));
    } catch (DateTimeException e) {
      throw refused(
          Refusal.ROW_STRUCTURE,
          "%s has no day: time is '%s'".formatted(entry.currency(), entry.day().orElse("")));
    }
  }

  private static CurrencyCode currency(Entry entry) {
    CurrencyCode currency = readCurrency(entry);
    if (currency.equals(EURO)) {
      throw refused(
          Refusal.ROW_STRUCTURE,
          "a rate of %s for one euro is '%s'".formatted(currency, entry.rate().orElse("")));
    }
    return currency;
  }

  private static CurrencyCode readCurrency(Entry entry) {
    try {
      return new CurrencyCode(entry.currency());
    } catch (IllegalArgumentException e) {
      throw refused(Refusal.ID_MISSING, "'%s' is no currency code".formatted(entry.currency()));
    }
  }

  private static BigDecimal unitsPerEuro(Entry entry) {
    String text = entry.rate().orElse("");
    if (!PLAIN_NUMBER.matcher(text).matches()) {
      throw refused(
          Refusal.AMOUNT_UNREADABLE, "the rate of %s is '%s'".formatted(entry.currency(), text));
    }
    BigDecimal rate = new BigDecimal(text);
    if (rate.signum() == 0) {
      throw refused(
          Refusal.AMOUNT_NOT_POSITIVE, "the rate of %s is zero".formatted(entry.currency()));
    }
    return rate;
  }

  private static RowRefusedException refused(String reason, String detail) {
    return new RowRefusedException(Refusal.of(reason, detail));
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("empty");
  }
}
