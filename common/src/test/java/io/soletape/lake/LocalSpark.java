package io.soletape.lake;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one session of this JVM, as the product configures it, and stops it at last. */
public final class LocalSpark implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public SparkSession resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(LocalSpark.class, key -> Running.start(), Running.class)
        .session;
  }

  private record Running(SparkSession session) implements AutoCloseable {

    static Running start() {
      return new Running(
          LakeSession.configured(SparkSession.builder().master("local[2]").appName("tests"))
              // A handful of rows: compiling a query takes longer than running it.
              .config("spark.sql.codegen.wholeStage", "false")
              .config("spark.sql.shuffle.partitions", "1")
              .getOrCreate());
    }

    @Override
    public void close() {
      session.stop();
    }
  }
}
