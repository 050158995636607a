package io.farmgate.bootstrap.config;

import io.farmgate.opencue.protocol.NearNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the setting that a name stands for, or the one that was meant. */
final class SettingNames {
  private static final String PREFIX = "FARMGATE_";

  /** Variables of the {@code farmgate} script and of its commands, no setting of the gateway. */
  private static final Set<String> OF_THE_SCRIPT =
      Set.of("FARMGATE_NO_BUILD", "FARMGATE_JAVA_OPTS", "FARMGATE_URL", "FARMGATE_TOKEN");

  private SettingNames() {}

  /** Returns the setting with that key in a file; empty for none. */
  static Optional<Setting> ofKey(String key) {
    return keyed().stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** Returns the sentence for a key that there is none of. */
  static String unknownKey(String key) {
    return unknown(key, keyed().stream().map(Setting::key).toList());
  }

  /** Returns a sentence for each variable that looks like ours and is not: most likely a slip. */
  static List<String> unknownVariables(Set<String> variables) {
    Set<String> known = new TreeSet<>(OF_THE_SCRIPT);
    for (Setting setting : Setting.values()) {
      if (setting.name().startsWith(PREFIX)) {
        known.add(setting.name());
      }
    }
    return new TreeSet<>(variables)
        .stream()
            .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
            .map(name -> unknown(name, List.copyOf(known)))
            .toList();
  }

  private static List<Setting> keyed() {
    return Arrays.stream(Setting.values())
        .filter(setting -> setting != Setting.FARMGATE_CONFIG)
        .toList();
  }

  private static String unknown(String name, List<String> known) {
    return Setting.printable(name)
        + ": not a setting (nearest: "
        + NearNames.nearest(name, known).orElseThrow()
        + "; 'farmgate config' lists them all)";
  }
}
