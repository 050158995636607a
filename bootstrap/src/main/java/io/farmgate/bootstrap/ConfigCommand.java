package io.farmgate.bootstrap;

import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.EffectiveSetting;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints what the gateway would be started with. Changes nothing. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Prints every setting, its value and who set it. Secrets are not shown. Changes nothing.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigFlags flags = new ConfigFlags();

  private final Surroundings surroundings;

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Configuration configuration = flags.read(surroundings, Map.of());
    PrintWriter out = surroundings.out();
    for (EffectiveSetting setting : configuration.settings()) {
      out.println(
          String.format(
              Locale.ROOT,
              "%-23s %-12s %s",
              setting.setting(),
              setting.origin().word(),
              setting.shown()));
    }
    configuration.warnings().forEach(warning -> surroundings.err().println(warning));
    return ExitCode.OK;
  }
}
