package io.soletape.run;

import java.util.Optional;

/** Which build runs. */
public final class CodeVersion {

  /** The version in the manifest of the jar; {@code development} where classes run unpacked. */
  public static final String CURRENT =
      Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion())
          .orElse("development");

  private CodeVersion() {}
}
