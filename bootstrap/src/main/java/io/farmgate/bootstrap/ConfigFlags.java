package io.farmgate.bootstrap;

import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.Configuration.Flags;
import io.farmgate.bootstrap.config.Setting;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that every command with a configuration has. */
final class ConfigFlags {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file with settings; goes before FARMGATE_CONFIG.")
  private @Nullable String file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A setting by its key in the YAML file, for example log_level=debug; goes before the"
              + " variable. May be given more than once.")
  private Map<String, String> named = new LinkedHashMap<>();

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "The state folder; goes before FARMGATE_HOME.")
  private @Nullable String home;

  @Option(
      names = "--insecure-dev",
      description = "Lets secrets through that everybody knows, on the loopback address only.")
  private boolean insecureDev;

  /** Reads the configuration with these flags and {@code more}. */
  Configuration read(Surroundings surroundings, Map<Setting, Optional<String>> more) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    more.forEach((setting, value) -> value.ifPresent(text -> flags.put(setting, text)));
    if (home != null) {
      flags.put(Setting.FARMGATE_HOME, home);
    }
    if (file != null) {
      flags.put(Setting.FARMGATE_CONFIG, file);
    }
    return Configuration.read(
        new Flags(flags, named, insecureDev), surroundings.environment(), surroundings.userHome());
  }
}
