package io.farmgate.adapter.http.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request to OpenCue's own gateway, and what it made of it: a line of a file in {@code
 * recorded/}. In its texts {@code «x*1000»} stands for x a thousand times.
 */
record RecordedCase(JsonNode line, Map<String, String> answers) {
  static final List<String> GROUPS =
      List.of("body", "reply", "services", "auth", "route", "headers", "raw");

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern REPEATED = Pattern.compile("«([^*»]*)\\*([0-9]+)»");

  /** Reads all cases, by group. */
  static List<RecordedCase> all() {
    Map<String, String> answers = new HashMap<>();
    for (JsonNode line : lines("answers")) {
      answers.put(line.get("key").textValue(), line.get("text").textValue());
    }
    List<RecordedCase> all = new ArrayList<>();
    for (String group : GROUPS) {
      lines(group).forEach(line -> all.add(new RecordedCase(line, Map.copyOf(answers))));
    }
    return all;
  }

  static List<JsonNode> lines(String file) {
    try (InputStream in = RecordedCase.class.getResourceAsStream("/recorded/" + file + ".jsonl")) {
      List<JsonNode> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  String id() {
    return line.get("case").textValue();
  }

  String group() {
    return id().substring(0, id().indexOf('-'));
  }

  int status() {
    return line.get("status").intValue();
  }

  /** The wire bytes that reached Cuebot, in hex, or {@code len=N}; absent where none did. */
  Optional<String> wire() {
    return text("wire");
  }

  /** The answer's text; absent where it was not JSON. */
  Optional<String> answer() {
    return text("answer").map(answer -> answer.startsWith("#") ? answers.get(answer) : answer);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(line.get(key)).map(JsonNode::textValue).map(RecordedCase::expand);
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    line.path(key).forEach(text -> texts.add(expand(text.textValue())));
    return texts;
  }

  /** Returns the bytes to send. */
  byte[] request(RecordedTokens tokens) {
    Optional<String> raw = text("raw");
    if (raw.isPresent()) {
      return bytes(raw.get().replace("{token}", tokens.good()));
    }
    byte[] body =
        text("hex")
            .map(HexFormat.of()::parseHex)
            .orElseGet(() -> text("body").orElse("").getBytes(StandardCharsets.UTF_8));
    StringBuilder head = new StringBuilder();
    head.append(line.get("verb").textValue()).append(' ').append(line.get("path").textValue());
    head.append(" HTTP/1.1\r\nHost: gw\r\nConnection: close\r\n");
    String authorization = tokens.authorization(line.has("token") ? line.get("token") : null);
    if (authorization != null) {
      head.append("Authorization: ").append(authorization).append("\r\n");
    }
    List<String> headers = texts("headers");
    headers.forEach(header -> head.append(header).append("\r\n"));
    if (headers.stream().noneMatch(header -> header.startsWith("Content-Type:"))) {
      head.append("Content-Type: application/json\r\n");
    }
    if (line.has("body") || line.has("hex")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = bytes(head.append("\r\n").toString());
    byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String expand(@Nullable String text) {
    return text == null
        ? null
        : REPEATED
            .matcher(text)
            .replaceAll(found ->
                java.util.regex.Matcher.quoteReplacement(
                    found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  @Override
  public String toString() {
    return id() + " " + text("about").orElse("");
  }
}
