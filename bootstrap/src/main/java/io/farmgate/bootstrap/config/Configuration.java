package io.farmgate.bootstrap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration that was read without a problem.
 *
 * @param gateway what the gateway is built from
 * @param settings every setting with its origin, in the order of {@link Setting}
 * @param warnings what is allowed but unwise, a sentence each
 */
public record Configuration(
    GatewayConfig gateway, List<EffectiveSetting> settings, List<String> warnings) {

  public Configuration {
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
  }

  /**
   * What stands on the command line; it goes before everything else.
   *
   * @param named settings by the keys that they have in the file, as they were written
   * @param insecureDev only a flag can say it: a variable would be left behind and forgotten
   */
  public record Flags(
      Map<Setting, String> settings, Map<String, String> named, boolean insecureDev) {
    /** No flags at all. */
    public static final Flags NONE = new Flags(Map.of(), false);

    public Flags {
      settings = Map.copyOf(settings);
      named = Map.copyOf(named);
    }

    /** Those that have a flag of their own. */
    public Flags(Map<Setting, String> settings, boolean insecureDev) {
      this(settings, Map.of(), insecureDev);
    }
  }

  /**
   * Reads flags, then the environment, then the file that one of them names, then defaults. An
   * empty variable counts as unset, but for JWT_SECRET, where a mistake would go unnoticed.
   *
   * @param userHome what "~" stands for
   * @throws ConfigException with all that is wrong
   */
  public static Configuration read(
      Flags flags, Map<String, String> environment, Optional<String> userHome) {
    Layers layers = Layers.of(flags, environment, userHome);
    List<EffectiveSetting> settings = layers.effective();
    SettingsReader reader = new SettingsReader(settings, userHome);
    GatewayConfig gateway = reader.read(flags.insecureDev());
    List<String> problems = new ArrayList<>(layers.problems());
    problems.addAll(reader.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    List<String> warnings = new ArrayList<>(layers.warnings());
    warnings.addAll(reader.warnings());
    return new Configuration(gateway, settings, warnings);
  }
}
