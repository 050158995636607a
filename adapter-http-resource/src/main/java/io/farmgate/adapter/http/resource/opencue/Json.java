package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Answers as JSON text. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter NODES = MAPPER.writerFor(JsonNode.class);

  private Json() {}

  static byte[] bytes(Answer answer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    try {
      write(answer, bytes);
    } catch (IOException e) {
      // Memory does not fail so.
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes an answer; of a list one element at a time, so that it is not held twice. */
  static void write(Answer answer, OutputStream out) throws IOException {
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      switch (answer) {
        case Answer.One<?> one -> one(json, one);
        case Answer.Several<?> several -> several(json, several);
        case Answer.Done done -> node(json, success(done.message()));
        case Answer.Live live -> throw new IllegalStateException("a stream is no JSON");
        case Answer.Changed changed ->
            node(json, success(changed.message()).put("changed", changed.changed()));
      }
    }
  }

  private static ObjectNode success(String message) {
    return JsonNodeFactory.instance.objectNode().put("success", true).put("message", message);
  }

  private static <T> void one(JsonGenerator json, Answer.One<T> one) throws IOException {
    node(json, one.shape().write(one.thing()));
  }

  private static <T> void several(JsonGenerator json, Answer.Several<T> several)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart(several.name());
    for (T thing : several.things()) {
      node(json, several.shape().write(thing));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void node(JsonGenerator json, JsonNode node) throws IOException {
    NODES.writeValue(json, node);
  }
}
