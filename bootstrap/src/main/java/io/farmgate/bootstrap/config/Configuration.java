package io.farmgate.bootstrap.config;

import io.farmgate.bootstrap.config.EffectiveSetting.Origin;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A configuration that was read without a problem.
 *
 * @param gateway what the gateway is built from
 * @param settings every setting with its origin, in the order of {@link Setting}
 * @param warnings what is allowed but unwise, a sentence each
 */
public record Configuration(
    GatewayConfig gateway, List<EffectiveSetting> settings, List<String> warnings) {

  private static final String PREFIX = "FARMGATE_";

  /** Variables of the {@code farmgate} script that are no setting of the gateway. */
  private static final Set<String> OF_THE_SCRIPT =
      Set.of("FARMGATE_NO_BUILD", "FARMGATE_JAVA_OPTS");

  public Configuration {
    settings = List.copyOf(settings);
    warnings = List.copyOf(warnings);
  }

  /**
   * What stands on the command line; it goes before the environment.
   *
   * @param insecureDev only a flag can say it: a variable would be left behind and forgotten
   */
  public record Flags(Map<Setting, String> settings, boolean insecureDev) {
    /** No flags at all. */
    public static final Flags NONE = new Flags(Map.of(), false);

    public Flags {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * Reads flags, then the environment, then defaults. An empty variable counts as unset, but for
   * JWT_SECRET, where a mistake would go unnoticed.
   *
   * @param userHome what "~" stands for
   * @throws ConfigException with all that is wrong
   */
  public static Configuration read(
      Flags flags, Map<String, String> environment, Optional<String> userHome) {
    List<EffectiveSetting> settings = effective(flags, environment);
    SettingsReader reader = new SettingsReader(settings, userHome);
    GatewayConfig gateway = reader.read(flags.insecureDev());
    List<String> problems = new ArrayList<>(unknown(environment));
    problems.addAll(reader.problems());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Configuration(gateway, settings, reader.warnings());
  }

  private static List<EffectiveSetting> effective(Flags flags, Map<String, String> environment) {
    Map<String, String> fromFlags = new HashMap<>();
    flags.settings().forEach((setting, value) -> fromFlags.put(setting.name(), value));
    Map<String, String> fromEnvironment = new HashMap<>();
    Map<String, String> defaults = new HashMap<>();
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.name());
      if (value != null && (!value.isEmpty() || setting.secret())) {
        fromEnvironment.put(setting.name(), value);
      }
      setting.byDefault().ifPresent(text -> defaults.put(setting.name(), text));
    }
    // Without the default interceptors there are no expressions: a secret with ${ in it stays as
    // it is.
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new Source(Origin.FLAG, fromFlags, 300),
                new Source(Origin.ENVIRONMENT, fromEnvironment, 200),
                new Source(Origin.DEFAULT, defaults, 100))
            .build();
    return Arrays.stream(Setting.values()).map(setting -> value(config, setting)).toList();
  }

  private static EffectiveSetting value(SmallRyeConfig config, Setting setting) {
    ConfigValue value = config.getConfigValue(setting.name());
    // SmallRye leaves the value null where no source has one.
    Optional<String> text = Optional.ofNullable(value.getValue());
    Origin origin = text.isEmpty() ? Origin.DEFAULT : Origin.valueOf(value.getConfigSourceName());
    return new EffectiveSetting(setting, text, origin);
  }

  /** A variable that looks like ours and is not: most likely a slip that must not go unnoticed. */
  private static List<String> unknown(Map<String, String> environment) {
    Set<String> known = new TreeSet<>();
    for (Setting setting : Setting.values()) {
      if (setting.name().startsWith(PREFIX)) {
        known.add(setting.name());
      }
    }
    known.addAll(OF_THE_SCRIPT);
    return new TreeSet<>(environment.keySet())
        .stream()
            .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
            .map(name -> name + ": not a setting (expected: one of " + known + ")")
            .toList();
  }

  /** One layer of values; a higher ordinal is asked first. */
  private static final class Source extends MapBackedConfigSource {
    private static final long serialVersionUID = 1L;

    Source(Origin origin, Map<String, String> values, int ordinal) {
      super(origin.name(), values, ordinal);
    }
  }
}
