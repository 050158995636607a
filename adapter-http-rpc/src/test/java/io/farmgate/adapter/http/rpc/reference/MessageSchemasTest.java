package io.farmgate.adapter.http.rpc.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.farmgate.opencue.protocol.ContractComments;
import io.farmgate.opencue.transcode.InputShape;
import io.farmgate.opencue.transcode.JsonToWire;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.transcode.WireToJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Schemas of what OpenCue's contract does not have, and one that an operator adds may. */
final class MessageSchemasTest {
  private static final int ROUNDS = 60;
  private static final Descriptor KIND = kind();

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Schemas schemas = new Schemas(document());

  @Test
  void everyKindOfFieldIsTakenAsItsSchemaSays() throws Exception {
    JsonToWire input = InputShape.standard().compile(KIND);
    RandomJson bodies = new RandomJson(random);
    for (int i = 0; i < ROUNDS; i++) {
      ObjectNode body = bodies.of(KIND);
      byte[] json = body.toString().getBytes(StandardCharsets.UTF_8);

      assertThat(input.read(json, 0, json.length).ignored()).as(seed + ": " + body).isEmpty();
      assertThat(schemas.problem("/components/schemas/in.every.Kind", body))
          .as(seed + ": " + body)
          .isEmpty();
    }
  }

  @Test
  void everyKindOfFieldIsAnsweredAsItsSchemaSays() throws Exception {
    WireToJson output = OutputShape.standard().compile(KIND);
    RandomAnswer answers = new RandomAnswer(random);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] wire = answers.of(KIND).toByteArray();
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      output.write(
          wire, 0, wire.length, (chunk, offset, length, last) -> json.write(chunk, offset, length));
      JsonNode answer = new JsonMapper().readTree(json.toByteArray());

      assertThat(schemas.problem("/components/schemas/out.every.Kind", answer))
          .as(seed + ": " + answer)
          .isEmpty();
    }
  }

  @Test
  void whatMayBeLeftOutIsNotRequired() {
    JsonNode answer = document().at("/components/schemas/out.every.Kind");

    assertThat(answer.path("required"))
        .extracting(JsonNode::asText)
        .contains("kInt64", "listInt32", "mapBool", "self")
        .doesNotContain("eitherText", "eitherSelf", "mayBe");
    assertThat(answer.path("description").asText())
        .isEqualTo("At most one of: eitherText, eitherSelf.");
  }

  private static ObjectNode document() {
    MessageSchemas messages = new MessageSchemas(ContractComments.load());
    messages.ref(KIND, Direction.IN);
    messages.ref(KIND, Direction.OUT);
    ObjectNode document = new JsonMapper().createObjectNode();
    document.putObject("components").set("schemas", messages.all());
    return document;
  }

  /** A message with a field, a list and a map of every scalar, and all else that proto3 has. */
  private static Descriptor kind() {
    DescriptorProto.Builder kind = DescriptorProto.newBuilder().setName("Kind");
    int number = 1;
    for (FieldDescriptorProto.Type type : FieldDescriptorProto.Type.values()) {
      String name = type.name().substring("TYPE_".length()).toLowerCase(Locale.ROOT);
      if (name.equals("message") || name.equals("group")) {
        continue;
      }
      String typeName = name.equals("enum") ? ".every.Colour" : "";
      kind.addField(field("k_" + name, number++, type, typeName));
      kind.addField(field("list_" + name, number++, type, typeName).setLabel(Label.LABEL_REPEATED));
      if (!name.matches("float|double|bytes|enum")) {
        String entry = "Map" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        kind.addNestedType(
            DescriptorProto.newBuilder()
                .setName(entry + "Entry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(field("key", 1, type, ""))
                // Of all maps one leads back: more would make the random values grow without end.
                .addField(
                    name.equals("bool")
                        ? field("value", 2, FieldDescriptorProto.Type.TYPE_MESSAGE, ".every.Kind")
                        : field("value", 2, type, "")));
        kind.addField(
            field(
                    "map_" + name,
                    number++,
                    FieldDescriptorProto.Type.TYPE_MESSAGE,
                    ".every.Kind." + entry + "Entry")
                .setLabel(Label.LABEL_REPEATED));
      }
    }
    FieldDescriptorProto.Type message = FieldDescriptorProto.Type.TYPE_MESSAGE;
    FieldDescriptorProto.Type text = FieldDescriptorProto.Type.TYPE_STRING;
    kind.addField(field("self", number++, message, ".every.Kind"))
        .addField(field("either_text", number++, text, "").setOneofIndex(0))
        .addField(field("either_self", number++, message, ".every.Kind").setOneofIndex(0))
        .addField(field("may_be", number++, text, "").setOneofIndex(1).setProto3Optional(true))
        .addOneofDecl(OneofDescriptorProto.newBuilder().setName("either"))
        .addOneofDecl(OneofDescriptorProto.newBuilder().setName("_may_be"));
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("every.proto")
            .setPackage("every")
            .setSyntax("proto3")
            .addMessageType(kind)
            .addEnumType(
                EnumDescriptorProto.newBuilder()
                    .setName("Colour")
                    .addValue(EnumValueDescriptorProto.newBuilder().setName("RED").setNumber(0))
                    .addValue(EnumValueDescriptorProto.newBuilder().setName("BLUE").setNumber(7)))
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().getFirst();
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  private static FieldDescriptorProto.Builder field(
      String name, int number, FieldDescriptorProto.Type type, String typeName) {
    FieldDescriptorProto.Builder field =
        FieldDescriptorProto.newBuilder()
            .setName(name)
            .setNumber(number)
            .setLabel(Label.LABEL_OPTIONAL)
            .setType(type);
    return typeName.isEmpty() ? field : field.setTypeName(typeName);
  }
}
