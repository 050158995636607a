package io.farmgate.bootstrap.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** The gateway's words, for people. */
final class Words {
  private Words() {}

  /** Returns the state that tells more apart, where the thing has one. */
  static String state(JsonNode thing) {
    return thing.path("exactState").asText(thing.path("state").asText());
  }

  static List<String> upper(List<String> words) {
    return words.stream().map(word -> word.strip().toUpperCase(Locale.ROOT)).toList();
  }

  /** Returns how long something took, or takes by now; nothing where it has not begun. */
  static String time(JsonNode thing, Instant now) {
    try {
      String start = thing.path("startTime").asText();
      if (start.isEmpty()) {
        return "";
      }
      String stop = thing.path("stopTime").asText();
      Instant end = stop.isEmpty() ? now : Instant.parse(stop);
      Duration took = Duration.between(Instant.parse(start), end);
      long seconds = Math.max(0, took.toSeconds());
      return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  static String megabytes(JsonNode number) {
    return number.asText() + " MB";
  }
}
