package io.soletape.sql;

/** How rows are written to a file. */
public enum FileFormat {
  CSV("FORMAT csv, HEADER"),
  JSON("FORMAT json, ARRAY"),
  PARQUET("FORMAT parquet");

  private final String options;

  FileFormat(String options) {
    this.options = options;
  }

  String options() {
    return options;
  }
}
