package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.Host.HardwareState;
import java.util.LinkedHashMap;
import java.util.Map;

/** What this API calls the states of hosts. */
enum HostWord {
  UP,
  DOWN,
  REPAIR;

  static HostWord of(HardwareState state) {
    return switch (state) {
      // It works on until it is idle.
      case UP, REBOOT_WHEN_IDLE -> UP;
      case DOWN, REBOOTING -> DOWN;
      case REPAIR -> REPAIR;
    };
  }

  static Map<String, HostWord> words() {
    Map<String, HostWord> words = new LinkedHashMap<>();
    for (HostWord word : values()) {
      words.put(word.name(), word);
    }
    return words;
  }
}
