package io.farmgate.adapter.http.rpc.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.opencue.protocol.RpcMethod;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How examples come out of descriptors and the table. */
final class ExampleBodiesTest {
  private final ExampleBodies examples = ExampleBodies.load();

  @Test
  void everyRowOfTheTableIsForSomethingThatExists() {
    Set<String> known = new TreeSet<>();
    Set<Descriptor> seen = new HashSet<>();
    for (ReferenceCall call : References.builtIn().calls()) {
      known.add(call.path());
      collect(call.request(), known, seen);
    }

    assertThat(examples.keys()).hasSizeGreaterThan(100);
    assertThat(examples.keys())
        .allSatisfy(key -> {
          if (key.startsWith("documented ")) {
            // Such a row may be there before its call is.
            String service = key.substring("documented ".length(), key.indexOf('/'));
            assertThat(known).as(key).anyMatch(name -> name.startsWith(service + "/"));
          } else {
            assertThat(known).contains(key);
          }
        });
  }

  private static void collect(Descriptor type, Set<String> known, Set<Descriptor> seen) {
    if (!seen.add(type)) {
      return;
    }
    known.add(type.getFullName());
    for (FieldDescriptor field : type.getFields()) {
      known.add(field.getFullName());
      known.add(field.getName());
      if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
        collect(field.getMessageType(), known, seen);
      }
    }
  }

  @Test
  void aThingIsItsIdAndAKillNeedsNoMore() {
    assertThat(of("job.JobInterface/Pause")).isEqualTo("{\"job\":{\"id\":\"JOB_ID\"}}");
    assertThat(of("job.FrameInterface/Kill")).isEqualTo("{\"frame\":{\"id\":\"FRAME_ID\"}}");
    assertThat(of("depend.DependInterface/GetDepend")).isEqualTo("{\"id\":\"DEPEND_ID\"}");
  }

  @Test
  void withoutTheTableNamesAndTypesSpeakForThemselves() {
    ExampleBodies bare = ExampleBodies.parse("# nothing\n");

    assertThat(bare.of(method("job.JobInterface/ReorderFrames")))
        .isEqualTo("{\"job\":{\"id\":\"JOB_ID\"},\"range\":\"RANGE\",\"order\":\"LAST\"}");
    assertThat(bare.of(method("department.DepartmentInterface/AddTasks")))
        .isEqualTo("{\"department\":{\"id\":\"DEPARTMENT_ID\"},\"tmap\":{\"KEY\":1}}");
  }

  @Test
  void aValueThatDoesNotFitAFieldsTypeIsNotUsedForIt() {
    ExampleBodies table = ExampleBodies.parse("order\t\"NOWHERE\"\nrange\t7\n");

    assertThat(table.of(method("job.JobInterface/ReorderFrames")))
        .isEqualTo("{\"job\":{\"id\":\"JOB_ID\"},\"range\":\"RANGE\",\"order\":\"LAST\"}");
  }

  @Test
  void whatIsWrongInTheTableIsNamed() {
    assertThatThrownBy(() -> ExampleBodies.parse("a\t1\na\t2\n"))
        .hasMessageContaining("two rows for a");
    assertThatThrownBy(() -> ExampleBodies.parse("a 1\n")).hasMessageContaining("two columns");
    assertThatThrownBy(() -> ExampleBodies.parse("a\t{\n")).hasMessageContaining("a is not JSON");
  }

  private String of(String path) {
    return examples.of(method(path));
  }

  private static RpcMethod method(String path) {
    return References.CATALOGUE.find(path).orElseThrow();
  }
}
