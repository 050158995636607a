package io.farmgate.adapter.http.rpc.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable.Alias;
import io.farmgate.adapter.http.rpc.dialect.DocumentedTable.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a call in words, the same in both documents. */
final class CallTexts {
  private static final JsonMapper JSON = new JsonMapper();

  private CallTexts() {}

  /** The first sentence. */
  static String summary(ReferenceCall call) {
    String text = call.description();
    int end = text.indexOf(". ");
    int paragraph = text.indexOf('\n');
    int cut =
        Math.min(end < 0 ? text.length() : end + 1, paragraph < 0 ? text.length() : paragraph);
    return text.isEmpty() ? call.path() : text.substring(0, cut);
  }

  /** All of it, as paragraphs. */
  static String description(ReferenceCall call) {
    List<String> parts = new ArrayList<>();
    if (!call.description().isEmpty()) {
      parts.add(call.description());
    }
    parts.add("Needs the role " + call.role() + ".");
    parts.add(exposure(call));
    parts.add(embedded(call));
    String keys = keys(call);
    if (!keys.isEmpty()) {
      parts.add(keys);
    }
    return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
  }

  /** What stands in the way of calling it; "" where nothing does. */
  static String exposure(ReferenceCall call) {
    return switch (call.method().rpc().exposure()) {
      case OPEN -> "";
      case CLOSED -> "Closed, answered 403: " + call.reason() + ".";
      case ELSEWHERE -> "Served elsewhere, answered 501: " + call.reason() + ".";
    };
  }

  /** What a farm that does not speak OpenCue does with it. */
  static String embedded(ReferenceCall call) {
    return call.isTyped()
        ? "The embedded farm serves it."
        : "The embedded farm does not serve it and answers " + call.onEmbeddedFarm() + ".";
  }

  /** The keys that the documents have and the contract does not; "" where there are none. */
  private static String keys(ReferenceCall call) {
    return call.documented()
        .filter(row -> !row.keys().isEmpty())
        .map(row -> "Taken too, as OpenCue's documents have it: " + keyList(row) + ".")
        .orElse("");
  }

  /** The documented keys of a call and what they stand for. */
  static String keyList(Row row) {
    return row.keys().stream().map(CallTexts::key).collect(Collectors.joining("; "));
  }

  private static String key(Alias key) {
    String what =
        switch (key.takes()) {
          case VALUE -> "";
          case NAME -> ", a name or an object with a name";
          case NAMES -> ", names or objects with a name, one or a list";
          case LIST -> ", one or a list";
        };
    return key.from().equals(key.to())
        ? "`" + key.from() + "`" + what
        : "`" + key.from() + "` for `" + key.to() + "`" + what;
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an example that is not JSON: " + text, e);
    }
  }
}
