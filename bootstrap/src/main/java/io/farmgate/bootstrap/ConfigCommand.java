package io.farmgate.bootstrap;

import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.EffectiveSetting;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what the gateway would be started with. Changes nothing. */
@Command(
    name = "config",
    description =
        "Prints every setting, its value and who set it. Secrets are not shown. Changes nothing.")
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigFlags flags = new ConfigFlags();

  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Configuration configuration = flags.read(surroundings, Map.of());
    PrintWriter out = spec.commandLine().getOut();
    for (EffectiveSetting setting : configuration.settings()) {
      out.println(
          String.format(
              Locale.ROOT,
              "%-21s %-12s %s",
              setting.setting(),
              setting.origin().word(),
              setting.shown()));
    }
    configuration.warnings().forEach(warning -> spec.commandLine().getErr().println(warning));
    return ExitCode.OK;
  }
}
