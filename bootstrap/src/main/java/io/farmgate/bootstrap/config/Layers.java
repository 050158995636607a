package io.farmgate.bootstrap.config;

import io.farmgate.bootstrap.config.Configuration.Flags;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** All places that set something, one over the other. */
final class Layers {
  private static final String FLAGS = "flags";
  private static final String ENVIRONMENT = "environment";
  private static final String FILE = "file";
  private static final String DEFAULTS = "defaults";

  private final Map<String, String> fromFlags = new HashMap<>();
  private final Map<String, String> fromEnvironment = new HashMap<>();
  private final Optional<ConfigFile> file;
  private final List<String> problems = new ArrayList<>();

  private Layers(Flags flags, Map<String, String> environment, Optional<String> userHome) {
    flags.settings().forEach((setting, value) -> fromFlags.put(setting.name(), value));
    flags.named().forEach(this::named);
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.name());
      if (value != null && (!value.isEmpty() || setting.secret())) {
        fromEnvironment.put(setting.name(), value);
      }
    }
    problems.addAll(SettingNames.unknownVariables(environment.keySet()));
    Optional<EffectiveSetting> name = named(Setting.FARMGATE_CONFIG);
    file =
        name.flatMap(EffectiveSetting::value)
            .flatMap(text -> SettingTexts.path(text, Path.of(""), userHome))
            .map(ConfigFile::read);
    name.filter(given -> file.isEmpty()).ifPresent(given -> problems.add(given.problem()));
    file.ifPresent(read -> problems.addAll(read.problems()));
  }

  static Layers of(Flags flags, Map<String, String> environment, Optional<String> userHome) {
    return new Layers(flags, environment, userHome);
  }

  private void named(String key, String value) {
    Optional<Setting> setting = SettingNames.ofKey(key);
    if (setting.isEmpty()) {
      problems.add("--set " + SettingNames.unknownKey(key));
    } else if (setting.get().secret()) {
      problems.add(
          "--set "
              + key
              + ": other users of this machine see command lines (expected: a variable, or "
              + Setting.JWT_SECRET_FILE.key()
              + ")");
    } else if (fromFlags.putIfAbsent(setting.get().name(), value) != null) {
      problems.add("--set " + key + ": set by a flag of its own too (expected: one of them)");
    }
  }

  /** Returns where the file is said to be; a file cannot say it. */
  private Optional<EffectiveSetting> named(Setting setting) {
    Optional<String> flag = Optional.ofNullable(fromFlags.get(setting.name()));
    return flag.map(value -> new EffectiveSetting(setting, flag, new Origin.Flag()))
        .or(() ->
            Optional.ofNullable(fromEnvironment.get(setting.name()))
                .map(value ->
                    new EffectiveSetting(setting, Optional.of(value), new Origin.Environment())));
  }

  List<String> problems() {
    return problems;
  }

  List<String> warnings() {
    return file.map(ConfigFile::warnings).orElse(List.of());
  }

  /** Returns every setting with the value that counts. */
  List<EffectiveSetting> effective() {
    Map<String, String> fromFile = new HashMap<>();
    file.ifPresent(read ->
        read.entries().forEach((setting, entry) -> fromFile.put(setting.name(), entry.value())));
    Map<String, String> defaults = new HashMap<>();
    for (Setting setting : Setting.values()) {
      setting.byDefault().ifPresent(text -> defaults.put(setting.name(), text));
    }
    // Without the default interceptors there are no expressions: a secret with ${ in it stays as
    // it is.
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withSources(
                new Source(FLAGS, fromFlags, 400),
                new Source(ENVIRONMENT, fromEnvironment, 300),
                new Source(FILE, fromFile, 200),
                new Source(DEFAULTS, defaults, 100))
            .build();
    return Arrays.stream(Setting.values()).map(setting -> value(config, setting)).toList();
  }

  private EffectiveSetting value(SmallRyeConfig config, Setting setting) {
    ConfigValue value = config.getConfigValue(setting.name());
    // SmallRye leaves the value null where no source has one.
    Optional<String> text = Optional.ofNullable(value.getValue());
    return new EffectiveSetting(
        setting,
        text,
        text.isEmpty() ? new Origin.Default() : origin(value.getConfigSourceName(), setting));
  }

  private Origin origin(String source, Setting setting) {
    return switch (source) {
      case FLAGS -> new Origin.Flag();
      case ENVIRONMENT -> new Origin.Environment();
      case FILE -> {
        ConfigFile read = file.orElseThrow();
        yield new Origin.InFile(
            read.path(), Objects.requireNonNull(read.entries().get(setting)).line());
      }
      case DEFAULTS -> new Origin.Default();
      default -> throw new IllegalStateException("a source of values: " + source);
    };
  }

  /** One layer of values; a higher ordinal is asked first. */
  private static final class Source extends MapBackedConfigSource {
    private static final long serialVersionUID = 1L;

    Source(String name, Map<String, String> values, int ordinal) {
      super(name, values, ordinal);
    }
  }
}
