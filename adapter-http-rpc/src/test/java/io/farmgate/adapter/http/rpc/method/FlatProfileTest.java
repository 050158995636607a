package io.farmgate.adapter.http.rpc.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.farmgate.opencue.transcode.WireToJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The tutorial's form of every method's answer, with all its fields filled at random: names are in
 * snake_case, lists stand bare, and every field of the message is there.
 */
final class FlatProfileTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int DEEPEST = 4;

  private final MethodCatalogue catalogue = MethodCatalogue.load();
  private final AccessPolicy policy = new AccessPolicy();
  private final Methods methods =
      new Methods(
          catalogue,
          new TypedMethods(
              new BrowseFarm(policy),
              new ControlFarm(policy),
              new SubmitWork(policy),
              Clock.systemUTC(),
              catalogue));

  @TestFactory
  Stream<DynamicTest> everyAnswerHasItsTutorialsForm() {
    return catalogue.all().stream()
        .map(RpcMethod::fullName)
        .map(name -> dynamicTest(name, () -> check(methods.get(name), name.hashCode())));
  }

  private static void check(Method method, int seed) throws IOException {
    DynamicMessage message = filled(method.rpc().response(), new Random(seed), 0);

    String json = print(method.output(Profile.FLAT), message.toByteArray());

    JsonNode tree = JSON.readTree(json);
    checkNames(tree, json);
    checkFields(message, tree, json);
  }

  private static String print(WireToJson output, byte[] wire) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    output.write(
        wire, 0, wire.length, (buffer, offset, length, last) -> json.write(buffer, offset, length));
    return json.toString(StandardCharsets.UTF_8);
  }

  /** Names of the contract itself are kept: one field of it is in camel case in its own file. */
  private static void checkNames(JsonNode node, String json) {
    node.properties()
        .forEach(member -> {
          assertThat(member.getKey()).as(json).matches("[a-z0-9_]+|bookedTime");
          checkNames(member.getValue(), json);
        });
    if (node.isArray()) {
      node.forEach(element -> checkNames(element, json));
    }
  }

  /** Every field is a member; what only wraps a list is not there itself. */
  private static void checkFields(DynamicMessage message, JsonNode object, String json) {
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      String name = field.getFullName().equals("job.Job.job_stats") ? "stats" : field.getName();
      JsonNode member = object.path(name);
      assertThat(member.isMissingNode()).as("%s in %s", field, json).isFalse();
      if (field.isMapField()) {
        assertThat(member.isObject()).as(json).isTrue();
      } else if (field.isRepeated()) {
        checkList((List<?>) entry.getValue(), member, json);
      } else if (isWrapper(field)) {
        DynamicMessage wrapper = (DynamicMessage) entry.getValue();
        FieldDescriptor list = wrapper.getDescriptorForType().getFields().getFirst();
        checkList((List<?>) wrapper.getField(list), member, json);
      } else if (entry.getValue() instanceof DynamicMessage part) {
        checkFields(part, member, json);
      }
    }
  }

  private static void checkList(List<?> values, JsonNode list, String json) {
    assertThat(list.isArray()).as(json).isTrue();
    assertThat(list).as(json).hasSize(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof DynamicMessage part) {
        checkFields(part, list.get(i), json);
      }
    }
  }

  private static boolean isWrapper(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType().getName().endsWith("Seq")
        && field.getMessageType().getFields().size() == 1
        && field.getMessageType().getFields().getFirst().isRepeated();
  }

  private static DynamicMessage filled(Descriptor type, Random random, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean tooDeep = depth >= DEEPEST && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (tooDeep || field.isMapField()) {
        continue;
      }
      if (field.isRepeated()) {
        for (int i = random.nextInt(1, 3); i > 0; i--) {
          message.addRepeatedField(field, value(field, random, depth));
        }
      } else {
        message.setField(field, value(field, random, depth));
      }
    }
    return message.build();
  }

  private static Object value(FieldDescriptor field, Random random, int depth) {
    return switch (field.getJavaType()) {
      case INT -> random.nextInt(1, 1000);
      case LONG -> random.nextLong(1, 1L << 40);
      case FLOAT -> random.nextFloat();
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> true;
      case STRING -> "text " + random.nextInt(1000);
      case BYTE_STRING -> ByteString.copyFromUtf8("bytes");
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> filled(field.getMessageType(), random, depth + 1);
    };
  }
}
