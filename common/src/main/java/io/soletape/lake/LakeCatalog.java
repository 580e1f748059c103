package io.soletape.lake;

import io.delta.spark.internal.v2.catalog.DeltaV2Table;
import io.delta.spark.internal.v2.exception.TimestampOutOfRangeException;
import io.delta.spark.internal.v2.exception.VersionNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.QueryContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableInfo;
import org.apache.spark.sql.connector.catalog.TableWritePrivilege;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * The tables of a lake by name in Spark SQL: {@code soletape.gold.master_market_data}, with {@code
 * VERSION AS OF} or {@code TIMESTAMP AS OF} as what was known then. A layer is a namespace.
 *
 * <p>In a session set up for Delta, Spark loads it by two settings: {@code
 * spark.sql.catalog.soletape} names this class, {@code spark.sql.catalog.soletape.lake} the lake,
 * any Hadoop path. It only reads: what would change something is refused with a {@link
 * LakeException}, and so is a past that is not known. A table that there is not is answered with
 * those that there are.
 */
public final class LakeCatalog implements TableCatalog, SupportsNamespaces {

  private static final String LAKE = "lake";

  private final InstantSource clock;
  private Place place = new Place("", "");

  private record Place(String catalog, String root) {}

  /** As Spark makes it, before it tells name and options. */
  public LakeCatalog() {
    this(Clock.systemUTC());
  }

  /**
   * A catalogue that has no name yet.
   *
   * @param clock tells which times are in the future
   */
  LakeCatalog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Tells which lake it is.
   *
   * @throws LakeException if the options name none
   */
  @Override
  public void initialize(String name, CaseInsensitiveStringMap options) {
    String root =
        Optional.ofNullable(options.get(LAKE))
            .filter(told -> !told.isBlank())
            .orElseThrow(
                () ->
                    new LakeException(
                        "spark.sql.catalog.%s.%s is not set: name the folder of the lake, such as s3a://bucket/lake"
                            .formatted(name, LAKE)));
    place = new Place(name, root);
  }

  @Override
  public String name() {
    return place.catalog();
  }

  @Override
  public String[][] listNamespaces() {
    return layers().map(layer -> new String[] {layer}).toArray(String[][]::new);
  }

  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return listNamespaces();
    }
    loadNamespaceMetadata(namespace);
    return new String[0][];
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    String layer =
        layers()
            .filter(known -> namespace.length == 1 && known.equalsIgnoreCase(namespace[0]))
            .findFirst()
            .orElseThrow(() -> new NoSuchNamespaceException(namespace));
    return Map.of(SupportsNamespaces.PROP_LOCATION, place.root() + "/" + layer);
  }

  /** The tables of a layer that have been written; without a layer those of all. */
  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length > 0) {
      loadNamespaceMetadata(namespace);
    }
    return written()
        .filter(table -> namespace.length == 0 || table.layer().equalsIgnoreCase(namespace[0]))
        .map(table -> Identifier.of(new String[] {table.layer()}, table.name()))
        .toArray(Identifier[]::new);
  }

  @Override
  public boolean tableExists(Identifier identifier) {
    return declared(identifier).filter(lake()::has).isPresent();
  }

  /** The newest version of a table, named with its layer or without. */
  @Override
  public org.apache.spark.sql.connector.catalog.Table loadTable(Identifier identifier)
      throws NoSuchTableException {
    return readOnly(newest(identifier), identifier);
  }

  /** A version of a table. */
  @Override
  public org.apache.spark.sql.connector.catalog.Table loadTable(
      Identifier identifier, String version) throws NoSuchTableException {
    DeltaV2Table newest = newest(identifier);
    try {
      return readOnly(newest.withVersion(Long.parseLong(version)), identifier);
    } catch (NumberFormatException e) {
      throw new LakeException("'%s' is no version: use a number".formatted(version), e);
    } catch (VersionNotFoundException e) {
      throw new LakeException(
          "Table %s is not known as of version %s: ask for a version from %d to %d"
              .formatted(shown(identifier), version, e.getEarliest(), e.getLatest()),
          e);
    }
  }

  /**
   * The newest version that was committed at a moment or before.
   *
   * @param micros since 1970, UTC
   */
  @Override
  public org.apache.spark.sql.connector.catalog.Table loadTable(Identifier identifier, long micros)
      throws NoSuchTableException {
    DeltaV2Table newest = newest(identifier);
    Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    if (at.isAfter(clock.instant())) {
      throw new LakeException(
          "%s is in the future: use a time up to now, which is %s".formatted(at, clock.instant()));
    }
    try {
      return readOnly(newest.withTimestamp(micros), identifier);
    } catch (TimestampOutOfRangeException e) {
      if (e.isAfterLatest()) {
        return readOnly(newest, identifier);
      }
      throw new LakeException(
          "Table %s is not known as of %s: ask for a time from %s on"
              .formatted(shown(identifier), at, Instant.ofEpochMilli(e.getCommitMillis())),
          e);
    }
  }

  @Override
  public org.apache.spark.sql.connector.catalog.Table loadTable(
      Identifier identifier, Set<TableWritePrivilege> privileges) {
    throw refused("a change of " + shown(identifier));
  }

  @Override
  public org.apache.spark.sql.connector.catalog.Table createTable(
      Identifier identifier, TableInfo info) {
    throw refused("a new table " + shown(identifier));
  }

  @Override
  public org.apache.spark.sql.connector.catalog.Table createTableLike(
      Identifier identifier, TableInfo info, org.apache.spark.sql.connector.catalog.Table like) {
    throw refused("a new table " + shown(identifier));
  }

  @Override
  public org.apache.spark.sql.connector.catalog.Table alterTable(
      Identifier identifier, TableChange... changes) {
    throw refused("a change of " + shown(identifier));
  }

  @Override
  public boolean dropTable(Identifier identifier) {
    throw refused("the end of " + shown(identifier));
  }

  @Override
  public boolean purgeTable(Identifier identifier) {
    throw refused("the end of " + shown(identifier));
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw refused("another name of " + shown(from));
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> metadata) {
    throw refused("a new layer " + String.join(".", namespace));
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw refused("a change of " + String.join(".", namespace));
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw refused("the end of " + String.join(".", namespace));
  }

  private DeltaV2Table newest(Identifier identifier) throws NoSuchTableException {
    // A path in a name's place, as in delta.`s3a://…`, is asked of the current catalogue first.
    if (identifier.name().indexOf('/') >= 0) {
      throw new NoSuchTableException(identifier);
    }
    Optional<Table> table = declared(identifier).filter(lake()::has);
    if (table.isEmpty()) {
      throw LakeCatalog.<RuntimeException>undeclared(unknown(identifier));
    }
    return new DeltaV2Table(identifier, whole(lake().path(table.get())));
  }

  private ReadOnlyTable readOnly(DeltaV2Table table, Identifier identifier) {
    return new ReadOnlyTable(place.catalog() + "." + shown(identifier), table);
  }

  // Of NoSuchTableException Spark keeps no word; by this condition it still takes it for that.
  private AnalysisException unknown(Identifier identifier) {
    String names = written().map(LakeCatalog::shown).collect(Collectors.joining(", "));
    String said =
        names.isEmpty()
            ? "The lake %s has no tables yet: run ./soletape demo or ./soletape run first"
                .formatted(place.root())
            : "There is no table %s in the lake %s: there are %s"
                .formatted(shown(identifier), place.root(), names);
    return new AnalysisException(
        said,
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.apply("TABLE_OR_VIEW_NOT_FOUND"),
        Map$.MODULE$.empty(),
        new QueryContext[0]);
  }

  // Spark is Scala: it throws checked exceptions that its methods do not declare.
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E undeclared(AnalysisException e) throws E {
    throw (E) e;
  }

  private LakeException refused(String what) {
    return new LakeException(
        "The catalogue %s only reads, so %s is refused: ./soletape run, replay and maintain write"
                .formatted(place.catalog(), what)
            + " to the lake");
  }

  private Lake lake() {
    return new Lake(SparkSession.active(), place.root());
  }

  // Delta's kernel knows no working folder.
  private static String whole(String told) {
    Path path = new Path(told);
    try {
      return path.getFileSystem(SparkSession.active().sessionState().newHadoopConf())
          .makeQualified(path)
          .toString();
    } catch (IOException e) {
      throw new LakeException(
          "The lake's path %s cannot be read (%s)".formatted(told, e.getMessage()), e);
    }
  }

  private Stream<Table> written() {
    return Tables.ALL.stream().filter(lake()::has);
  }

  private static Optional<Table> declared(Identifier identifier) {
    String[] namespace = identifier.namespace();
    return Tables.ALL.stream()
        .filter(table -> table.name().equalsIgnoreCase(identifier.name()))
        .filter(
            table ->
                namespace.length == 0
                    || (namespace.length == 1 && table.layer().equalsIgnoreCase(namespace[0])))
        .findFirst();
  }

  private static Stream<String> layers() {
    return Tables.ALL.stream().map(Table::layer).distinct();
  }

  private static String shown(Table table) {
    return table.layer() + "." + table.name();
  }

  private static String shown(Identifier identifier) {
    return Stream.concat(Arrays.stream(identifier.namespace()), Stream.of(identifier.name()))
        .collect(Collectors.joining("."));
  }
}
