package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.domain.port.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Answers as JSON text. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final JsonMapper SORTED =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();
  private static final ObjectWriter NODES = MAPPER.writerFor(JsonNode.class);

  private Json() {}

  /** As {@link #write}. */
  static byte[] bytes(Answer answer, Set<String> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
    try {
      write(answer, members, bytes);
    } catch (IOException e) {
      // Memory does not fail so.
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Writes an answer and closes the stream; of a list one element at a time, so that it is not held
   * twice. Where it fails the stream stays open.
   *
   * @param members of each thing, those that are told; all where there are none
   */
  static void write(Answer answer, Set<String> members, OutputStream out) throws IOException {
    JsonGenerator json = MAPPER.createGenerator(out);
    switch (answer) {
      case Answer.One<?> one -> one(json, one, members);
      case Answer.Several<?> several -> several(json, several, members);
      case Answer.Flow<?> flow -> flow(json, flow, members);
      case Answer.Live live -> throw new IllegalArgumentException("a stream is no JSON");
      case Answer.Kept kept -> json.writeRaw(kept.json());
      case Answer.Refused refused ->
          throw new IllegalArgumentException("a refusal is not written here");
      case Answer.Done done -> node(json, success(done.message()));
      case Answer.Changed changed ->
          node(json, success(changed.message()).put("changed", changed.changed()));
    }
    // Not where it fails: a list that is cut off must not look whole.
    json.close();
  }

  /** Returns a digest of what an object says, in whatever order its members stand. */
  static String digest(ObjectNode object) {
    try {
      byte[] text = SORTED.writeValueAsBytes(SORTED.treeToValue(object, Map.class));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      // Memory does not fail so, and every Java platform has it.
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode success(String message) {
    return JsonNodeFactory.instance.objectNode().put("success", true).put("message", message);
  }

  private static <T> void one(JsonGenerator json, Answer.One<T> one, Set<String> members)
      throws IOException {
    node(json, one.shape().only(members).write(one.thing()));
  }

  private static <T> void several(
      JsonGenerator json, Answer.Several<T> several, Set<String> members) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart(several.name());
    things(json, several.shape().only(members), several.things());
    json.writeEndArray();
    json.writeEndObject();
  }

  private static <T> void flow(JsonGenerator json, Answer.Flow<T> flow, Set<String> members)
      throws IOException {
    Shape<T> shape = flow.shape().only(members);
    json.writeStartObject();
    json.writeArrayFieldStart(flow.name());
    Page<T> page = flow.first();
    things(json, shape, page.things());
    while (page.next().isPresent()) {
      page = flow.more().apply(page.next().get());
      things(json, shape, page.things());
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static <T> void things(JsonGenerator json, Shape<T> shape, List<T> things)
      throws IOException {
    for (T thing : things) {
      node(json, shape.write(thing));
    }
  }

  private static void node(JsonGenerator json, JsonNode node) throws IOException {
    NODES.writeValue(json, node);
  }
}
