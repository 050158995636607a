package io.farmgate.bootstrap;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {
      "Farmgate " + number(), "Java " + Runtime.version(), System.getProperty("os.name", "?")
    };
  }

  /** Returns for example {@code 0.1.0}, or "development" where classes do not come from the jar. */
  static String number() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
