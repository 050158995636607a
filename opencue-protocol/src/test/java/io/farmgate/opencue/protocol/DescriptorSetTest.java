package io.farmgate.opencue.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumOptions;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.farmgate.opencue.protocol.ContractException.Part;
import io.farmgate.opencue.protocol.ContractException.Problem;
import io.farmgate.opencue.transcode.InputShape;
import io.farmgate.opencue.transcode.JsonInputException;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.show.Show;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an operator's descriptor set adds to the contract, and what stops the start. */
final class DescriptorSetTest {
  private static final MethodCatalogue SHIPPED = MethodCatalogue.load();

  @Test
  void theShippedContractItselfAddsNothing() {
    List<FileDescriptorProto> all =
        OpenCueContract.files().stream().map(FileDescriptor::toProto).toList();

    MethodCatalogue same = with(all);

    assertThat(same.all()).isEqualTo(SHIPPED.all());
    assertThat(same.files()).isEqualTo(SHIPPED.files());
    assertThat(same.unreviewed()).isEmpty();
  }

  @Test
  void aNewServiceIsForAdminsUnlessARowSaysOtherwise() {
    FileDescriptorProto tea = teaThatImports("show.proto");
    String row = "tea.TeaInterface/GetTea\tread\topen\n";

    MethodCatalogue unreviewed = with(List.of(tea));
    MethodCatalogue reviewed =
        SHIPPED.with(new ContractAdditions(set(List.of(tea)), Optional.of(row), Set.of()));

    assertThat(unreviewed.all()).hasSize(305);
    assertThat(unreviewed.unreviewed()).containsExactly("tea.TeaInterface/GetTea");
    assertThat(unreviewed.find("tea.TeaInterface/GetTea"))
        .get()
        .extracting(RpcMethod::access, RpcMethod::exposure)
        .containsExactly(Access.ADMIN, Exposure.OPEN);
    assertThat(reviewed.unreviewed()).isEmpty();
    assertThat(reviewed.find("tea.TeaInterface/GetTea"))
        .get()
        .extracting(RpcMethod::access)
        .isEqualTo(Access.READ);
    assertThat(unreviewed.nearest("tea.TeaInterface/GetTeas", 1))
        .containsExactly("tea.TeaInterface/GetTea");
  }

  @Test
  void whatAddsNothingToAFileLeavesTheGeneratedDescriptorsInPlace() {
    MethodCatalogue merged = with(List.of(teaThatImports("show.proto")));

    assertThat(merged.find("job.JobInterface/GetJobs").orElseThrow().request())
        .isSameAs(JobGetJobsRequest.getDescriptor());
  }

  @Test
  void newFieldsAreTranscoded() throws IOException, JsonInputException {
    MethodCatalogue merged = with(List.of(show(this::addEverything)));
    Descriptor show = merged.message("show.Show").orElseThrow();
    String json =
        "{\"name\":\"demo\",\"colour\":\"red\",\"mood\":\"GOOD\",\"tags\":{\"a\":\"1\"},"
            + "\"left\":\"yes\",\"maybe\":0}";
    byte[] body = json.getBytes(StandardCharsets.UTF_8);

    byte[] wire = InputShape.standard().compile(show).read(body, 0, body.length).bytes();
    ByteArrayOutputStream back = new ByteArrayOutputStream();
    OutputShape.standard()
        .compile(show)
        .write(
            wire,
            0,
            wire.length,
            (buffer, offset, length, last) -> back.write(buffer, offset, length));

    assertThat(back.toString(StandardCharsets.UTF_8))
        .contains("\"colour\":\"red\"", "\"mood\":\"GOOD\"", "\"tags\":{\"a\":\"1\"}")
        .contains("\"left\":\"yes\"", "\"maybe\":0");
    assertThat(Show.parseFrom(wire).getName()).isEqualTo("demo");
    assertThat(Show.parseFrom(wire).getUnknownFields().asMap()).hasSize(5);
    assertThat(Compatibility.conflicts(Show.getDescriptor(), show)).isEmpty();
    assertThat(show.findFieldByName("left").getRealContainingOneof().getName()).isEqualTo("side");
    assertThat(show.findFieldByName("maybe").getRealContainingOneof()).isNull();
    assertThat(show.findFieldByName("maybe").hasPresence()).isTrue();
  }

  @Test
  void otherFilesSeeTheNewFieldsToo() {
    MethodCatalogue merged = with(List.of(show(this::addEverything)));

    Descriptor seen =
        merged
            .find("show.ShowInterface/GetShows")
            .orElseThrow()
            .response()
            .findFieldByName("shows")
            .getMessageType()
            .findFieldByName("shows")
            .getMessageType();
    assertThat(seen.findFieldByName("colour")).isNotNull();
    assertThat(merged.all()).hasSize(304);
    assertThat(merged.files()).hasSameSizeAs(SHIPPED.files());
  }

  @Test
  void newValuesAndMethodsOfKnownTypesAreThere() {
    FileDescriptorProto.Builder job = file("job.proto");
    enumOf(job, "FrameState").addValue(value("MELTED", 77));
    job.getServiceBuilderList().stream()
        .filter(service -> service.getName().equals("JobInterface"))
        .forEach(service ->
            service.addMethod(
                MethodDescriptorProto.newBuilder()
                    .setName("Melt")
                    .setInputType(".job.Layer")
                    .setOutputType(".job.Job")));

    MethodCatalogue merged = with(List.of(job.build()));

    assertThat(merged.unreviewed()).containsExactly("job.JobInterface/Melt");
    assertThat(merged.find("job.JobInterface/Melt").orElseThrow().request().getFullName())
        .isEqualTo("job.Layer");
    assertThat(
            merged
                .message("job.Frame")
                .orElseThrow()
                .findFieldByName("state")
                .getEnumType()
                .findValueByName("MELTED")
                .getNumber())
        .isEqualTo(77);
  }

  @Test
  void aFileUnderAnotherPathStandsForTheKnownOne() {
    FileDescriptorProto moved =
        show(this::addEverything).toBuilder().setName("opencue/proto/show.proto").build();
    FileDescriptorProto tea = teaThatImports("opencue/proto/show.proto");

    MethodCatalogue merged = with(List.of(moved, tea));

    assertThat(merged.files()).extracting(FileDescriptor::getName).contains("show.proto");
    assertThat(merged.files())
        .extracting(FileDescriptor::getName)
        .doesNotContain("opencue/proto/show.proto");
    Descriptor seen =
        merged
            .find("tea.TeaInterface/GetTea")
            .orElseThrow()
            .request()
            .findFieldByName("show")
            .getMessageType();
    assertThat(seen.findFieldByName("colour")).isNotNull();
    assertThat(merged.message("show.Show")).containsSame(seen);
  }

  @Test
  void whatTheSetLacksOfFieldsAndValuesStays() {
    FileDescriptorProto.Builder show = file("show.proto");
    message(show, "Show").removeField(fieldIndex(message(show, "Show"), "comment_email"));
    message(show, "Show").addField(field("colour", 90, FieldDescriptorProto.Type.TYPE_STRING));

    Descriptor merged = with(List.of(show.build())).message("show.Show").orElseThrow();

    assertThat(merged.findFieldByName("comment_email").getNumber())
        .isEqualTo(Show.getDescriptor().findFieldByName("comment_email").getNumber());
    assertThat(merged.findFieldByName("colour")).isNotNull();
  }

  @Test
  void everyConflictIsNamed() {
    FileDescriptorProto.Builder show = file("show.proto");
    DescriptorProto.Builder message = message(show, "Show");
    message
        .getFieldBuilder(fieldIndex(message, "name"))
        .setType(FieldDescriptorProto.Type.TYPE_INT32);
    message.getFieldBuilder(fieldIndex(message, "active")).setNumber(90);
    message.getFieldBuilder(fieldIndex(message, "comment_email")).setName("email");
    ServiceDescriptorProto.Builder service = show.getServiceBuilder(0);
    service.removeMethod(methodIndex(service, "FindShow"));
    service
        .getMethodBuilder(methodIndex(service, "GetShows"))
        .setOutputType(".show.ShowFindShowResponse");
    FileDescriptorProto.Builder job = file("job.proto");
    enumOf(job, "FrameState").getValueBuilder(2).setNumber(99);

    assertThat(problems(List.of(show.build(), job.build())))
        .anySatisfy(text ->
            assertThat(text).startsWith("show.Show.name: was string").contains("and is int32"))
        .anySatisfy(text ->
            assertThat(text).startsWith("show.Show.active: the number was").endsWith("is 90"))
        .anySatisfy(
            text -> assertThat(text).startsWith("show.Show: the number").endsWith("and is email"))
        .contains("show.ShowInterface/FindShow: removed")
        .anySatisfy(text ->
            assertThat(text)
                .startsWith("show.ShowInterface/GetShows: was ")
                .endsWith("returns show.ShowFindShowResponse"))
        .anySatisfy(text -> assertThat(text).startsWith("job.FrameState.").endsWith("and is 99"))
        .hasSize(6);
  }

  @Test
  void aServiceThatIsGoneIsAConflict() {
    FileDescriptorProto.Builder comment = file("comment.proto").clearService();

    assertThat(problems(List.of(comment.build())))
        .contains("comment.CommentInterface/Delete: removed")
        .allMatch(text -> text.endsWith(": removed"));
  }

  @Test
  void whatIsNoDescriptorSetIsRefused() {
    for (byte[] bytes :
        List.of(new byte[0], "syntax = \"proto3\";".getBytes(StandardCharsets.UTF_8))) {
      assertThat(refusal(Optional.of(bytes), Optional.empty(), Set.of()))
          .singleElement()
          .extracting(Problem::text)
          .asString()
          .startsWith("not a descriptor set (expected:");
    }
  }

  @Test
  void missingImportsAreNamed() {
    FileDescriptorProto tea =
        tea().toBuilder().addDependency("cup.proto").addDependency("pot.proto").build();

    assertThat(problems(List.of(tea)))
        .anySatisfy(text -> assertThat(text).startsWith("tea.proto: imports cup.proto, which"))
        .anySatisfy(text -> assertThat(text).startsWith("tea.proto: imports pot.proto, which"))
        .hasSize(2);
  }

  @Test
  void aFileThatDoesNotHoldTogetherIsRefused() {
    FileDescriptorProto.Builder tea = tea().toBuilder();
    tea.getMessageTypeBuilder(0)
        .addField(
            field("pot", 1, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
                .setTypeName(".tea.Pot")
                .build());

    assertThat(problems(List.of(tea.build())))
        .singleElement()
        .asString()
        .startsWith("tea.proto: ")
        .contains("tea.Pot");
  }

  @Test
  void oneTypeInTwoFilesIsRefused() {
    FileDescriptorProto other = tea().toBuilder().setName("other.proto").build();

    assertThat(problems(List.of(tea(), other)))
        .contains("tea.Ask: declared in tea.proto and in other.proto");
    assertThat(problems(List.of(tea(), tea().toBuilder().clearService().build())))
        .containsExactly("tea.proto: twice in the set, and not the same");
  }

  @Test
  void importsInACircleAreRefused() {
    FileDescriptorProto one =
        tea().toBuilder().setName("one.proto").addDependency("two.proto").build();
    FileDescriptorProto two =
        FileDescriptorProto.newBuilder().setName("two.proto").addDependency("one.proto").build();

    assertThat(problems(List.of(one, two)))
        .anyMatch(text -> text.startsWith("imports go in a circle: "));
  }

  @Test
  void importsInACircleThroughKnownFilesAreRefused() {
    FileDescriptorProto.Builder filter = file("filter.proto").addDependency("show.proto");
    message(filter, "Filter")
        .addField(
            field("show", 90, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
                .setTypeName(".show.Show"));

    assertThat(problems(List.of(filter.build())))
        .singleElement()
        .asString()
        .startsWith("merged, imports go in a circle: ")
        .contains("filter.proto", "show.proto");
  }

  @Test
  void methodsThatStreamAndTypesThatCannotBeWrittenAsJsonAreRefused() {
    FileDescriptorProto.Builder tea = tea().toBuilder();
    tea.getServiceBuilder(0).getMethodBuilder(0).setServerStreaming(true);
    tea.getMessageTypeBuilder(0)
        .addField(field("aB", 1, FieldDescriptorProto.Type.TYPE_STRING))
        .addField(field("a_b", 2, FieldDescriptorProto.Type.TYPE_STRING));

    assertThat(problems(List.of(tea.build())))
        .anyMatch(text -> text.startsWith("streams, which the gateway cannot pass through: tea."));
  }

  @Test
  void closedMethodsCanBeOpenedByNameAndAreThenForAdmins() {
    MethodCatalogue one = opened("report.RqdReportInterface/ReportStatus");
    MethodCatalogue all = opened("report.RqdReportInterface");

    assertThat(one.all())
        .filteredOn(method -> method.service().equals("report.RqdReportInterface"))
        .filteredOn(method -> method.exposure() == Exposure.OPEN)
        .extracting(RpcMethod::fullName, RpcMethod::access, RpcMethod::reason)
        .containsExactly(tuple("report.RqdReportInterface/ReportStatus", Access.ADMIN, ""));
    assertThat(all.all()).filteredOn(method -> method.exposure() == Exposure.CLOSED).isEmpty();
    assertThat(all.all()).filteredOn(method -> method.exposure() == Exposure.OPEN).hasSize(279);
  }

  @Test
  void whatCannotBeOpenedIsNamedWithTheNearestName() {
    assertThat(
            refusal(
                Optional.empty(),
                Optional.empty(),
                Set.of(
                    "report.RqdReportInterfce",
                    "rqd.RqdInterface/LaunchFrame",
                    "job.JobInterface")))
        .allMatch(problem -> problem.part() == Part.OPENED)
        .extracting(Problem::text)
        .satisfiesExactly(
            text -> assertThat(text).isEqualTo("job.JobInterface: is open already"),
            text ->
                assertThat(text)
                    .isEqualTo(
                        "report.RqdReportInterfce: no such service or method (the nearest known:"
                            + " report.RqdReportInterface)"),
            text ->
                assertThat(text)
                    .startsWith("rqd.RqdInterface/LaunchFrame: cannot be opened, served by"));
  }

  @Test
  void rowsThatDoNotFitAreNamed() {
    String rows =
        "job.JobInterface/GetJobs\tadmin\topen\ntea.TeaInterface/Brew\tread\topen\nnonsense\n";

    assertThat(refusal(Optional.empty(), Optional.of(rows), Set.of()))
        .allMatch(problem -> problem.part() == Part.POLICIES)
        .extracting(Problem::text)
        .anyMatch(text -> text.startsWith("job.JobInterface/GetJobs: a method that Farmgate"))
        .anyMatch(text -> text.startsWith("line 3: 1 columns"));
    assertThat(
            refusal(Optional.empty(), Optional.of("tea.TeaInterface/Brew\tread\topen\n"), Set.of()))
        .extracting(Problem::text)
        .containsExactly("row without a method: tea.TeaInterface/Brew");
  }

  /** A field of every kind, a nested type, a map, a oneof and an optional field. */
  private void addEverything(FileDescriptorProto.Builder file) {
    DescriptorProto.Builder show = message(file, "Show");
    show.addField(field("colour", 90, FieldDescriptorProto.Type.TYPE_STRING));
    show.addEnumType(
        EnumDescriptorProto.newBuilder()
            .setName("Mood")
            .setOptions(EnumOptions.newBuilder().setAllowAlias(true))
            .addValue(value("BAD", 0))
            .addValue(value("GOOD", 1))
            .addValue(value("FINE", 1)));
    show.addField(
        field("mood", 91, FieldDescriptorProto.Type.TYPE_ENUM).toBuilder()
            .setTypeName(".show.Show.Mood"));
    DescriptorProto.Builder entry =
        DescriptorProto.newBuilder()
            .setName("TagsEntry")
            .addField(field("key", 1, FieldDescriptorProto.Type.TYPE_STRING))
            .addField(field("value", 2, FieldDescriptorProto.Type.TYPE_STRING));
    entry.getOptionsBuilder().setMapEntry(true);
    show.addNestedType(entry);
    show.addField(
        field("tags", 92, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
            .setLabel(Label.LABEL_REPEATED)
            .setTypeName(".show.Show.TagsEntry"));
    show.addOneofDecl(OneofDescriptorProto.newBuilder().setName("side"));
    show.addField(
        field("left", 93, FieldDescriptorProto.Type.TYPE_STRING).toBuilder().setOneofIndex(0));
    show.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_maybe"));
    show.addField(
        field("maybe", 94, FieldDescriptorProto.Type.TYPE_INT32).toBuilder()
            .setOneofIndex(1)
            .setProto3Optional(true));
  }

  private static FileDescriptorProto tea() {
    return TinyContract.with(TinyContract.method("GetTea")).getFirst().toProto();
  }

  private static FileDescriptorProto teaThatImports(String show) {
    FileDescriptorProto.Builder tea = tea().toBuilder().addDependency(show);
    tea.getMessageTypeBuilder(0)
        .addField(
            field("show", 1, FieldDescriptorProto.Type.TYPE_MESSAGE).toBuilder()
                .setTypeName(".show.Show")
                .build());
    return tea.build();
  }

  private static FileDescriptorProto show(Consumer<FileDescriptorProto.Builder> change) {
    FileDescriptorProto.Builder show = file("show.proto");
    change.accept(show);
    return show.build();
  }

  private static FileDescriptorProto.Builder file(String name) {
    return OpenCueContract.files().stream()
        .filter(file -> file.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .toProto()
        .toBuilder();
  }

  private static DescriptorProto.Builder message(FileDescriptorProto.Builder file, String name) {
    return file.getMessageTypeBuilderList().stream()
        .filter(message -> message.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static EnumDescriptorProto.Builder enumOf(FileDescriptorProto.Builder file, String name) {
    return file.getEnumTypeBuilderList().stream()
        .filter(type -> type.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int fieldIndex(DescriptorProto.Builder message, String name) {
    return message.getFieldList().stream()
        .map(FieldDescriptorProto::getName)
        .toList()
        .indexOf(name);
  }

  private static int methodIndex(ServiceDescriptorProto.Builder service, String name) {
    return service.getMethodList().stream()
        .map(MethodDescriptorProto::getName)
        .toList()
        .indexOf(name);
  }

  private static FieldDescriptorProto field(
      String name, int number, FieldDescriptorProto.Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL)
        .build();
  }

  private static EnumValueDescriptorProto value(String name, int number) {
    return EnumValueDescriptorProto.newBuilder().setName(name).setNumber(number).build();
  }

  private static Optional<byte[]> set(List<FileDescriptorProto> files) {
    return Optional.of(FileDescriptorSet.newBuilder().addAllFile(files).build().toByteArray());
  }

  private static MethodCatalogue with(List<FileDescriptorProto> files) {
    return SHIPPED.with(new ContractAdditions(set(files), Optional.empty(), Set.of()));
  }

  private static MethodCatalogue opened(String name) {
    return MethodCatalogue.load(
        new ContractAdditions(Optional.empty(), Optional.empty(), Set.of(name)));
  }

  private static List<String> problems(List<FileDescriptorProto> files) {
    List<Problem> refused = refusal(set(files), Optional.empty(), Set.of());
    assertThat(refused).allMatch(problem -> problem.part() == Part.DESCRIPTOR_SET);
    return refused.stream().map(Problem::text).toList();
  }

  private static List<Problem> refusal(
      Optional<byte[]> set, Optional<String> policies, Set<String> opened) {
    List<Problem> problems = new ArrayList<>();
    assertThatThrownBy(() -> SHIPPED.with(new ContractAdditions(set, policies, opened)))
        .isInstanceOfSatisfying(
            ContractException.class, refused -> problems.addAll(refused.problems()));
    return problems;
  }
}
