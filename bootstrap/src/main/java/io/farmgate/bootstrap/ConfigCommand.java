package io.farmgate.bootstrap;

import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.EffectiveSetting;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
    int name = widest(configuration.settings(), setting -> setting.setting().name());
    int origin = widest(configuration.settings(), setting -> setting.origin().word());
    for (EffectiveSetting setting : configuration.settings()) {
      out.println(
          padded(setting.setting().name(), name)
              + padded(setting.origin().word(), origin)
              + setting.shown());
    }
    configuration.warnings().forEach(warning -> surroundings.err().println(warning));
    return ExitCode.OK;
  }

  private static int widest(
      List<EffectiveSetting> settings, Function<EffectiveSetting, String> column) {
    return settings.stream().map(column).mapToInt(String::length).max().orElse(0);
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length() + 1);
  }
}
