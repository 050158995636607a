package io.farmgate.adapter.http.edge;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether calls are worth sending here.
 *
 * @param farm the name of the farm behind the gateway
 * @param whyNot a sentence; absent where it is ready
 * @param lastError what went wrong last between gateway and farm, be it over or not
 */
public record Readiness(String farm, Optional<String> whyNot, Optional<LastError> lastError) {
  /**
   * An error of the past.
   *
   * @param message for people, without anything internal
   * @param age since it happened
   */
  public record LastError(String message, Duration age) {}

  String json() {
    StringBuilder json =
        new StringBuilder("{\"ready\":")
            .append(whyNot.isEmpty())
            .append(",\"farm\":")
            .append(JsonText.quote(farm));
    whyNot.ifPresent(why -> json.append(",\"reason\":").append(JsonText.quote(why)));
    lastError.ifPresent(error ->
        json.append(",\"lastError\":{\"message\":")
            .append(JsonText.quote(error.message()))
            .append(",\"secondsAgo\":")
            .append(error.age().toSeconds())
            .append('}'));
    return json.append('}').toString();
  }
}
