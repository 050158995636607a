package io.farmgate.opencue.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import org.junit.jupiter.api.Test;

class OutputShapeTest {
  private static final Schemas.Types TYPES =
      Schemas.of(
          """
          enum job.JobState
            PENDING 0
            FINISHED 1
          message job.JobStats
            pending_frames 1 int32
            dead_frames 2 int32
            reserved_cores 3 float
            max_rss 4 uint64
            average 5 double
          message job.Job
            id 1 string
            state 2 job.JobState
            is_paused 3 bool
            job_stats 4 job.JobStats
            uid 5 int32 oneof uid_optional
            label 6 string oneof uid_optional
          message job.JobSeq
            jobs 1 repeated job.Job
          message job.NestedSeq
            seqs 1 repeated job.JobSeq
          message job.Answer
            jobs 1 job.JobSeq
            total 2 int32
            more 3 job.JobSeq oneof rest
            none 4 bool oneof rest
            nested 5 job.NestedSeq
          """);
  private static final Descriptor JOB = type("Job");
  private static final Descriptor ANSWER = type("Answer");

  private static Descriptor type(String name) {
    return TYPES.get("job." + name);
  }

  private static byte[] wire(Descriptor type, String json) throws JsonInputException {
    return Convert.toWire(type, json).bytes();
  }

  @Test
  void namesShouldBeThoseOfTheProtoFileOnRequest() throws Exception {
    OutputShape shape = OutputShape.builder().protoNames().build();
    assertThat(Convert.toJson(shape, JOB, new byte[0]))
        .isEqualTo("{\"id\":\"\",\"state\":\"PENDING\",\"is_paused\":false,\"job_stats\":null}");
  }

  @Test
  void listsInAWrapperShouldBeBareOnRequest() throws Exception {
    OutputShape shape = OutputShape.builder().unwrapSeq().build();
    assertThat(Convert.toJson(shape, ANSWER, new byte[0]))
        .isEqualTo("{\"jobs\":[],\"total\":0,\"nested\":[]}");
    byte[] wire =
        wire(
            ANSWER,
            "{\"jobs\":{\"jobs\":[{\"id\":\"a\"},{}]},\"more\":{},"
                + "\"nested\":{\"seqs\":[{\"jobs\":[{}]}]}}");
    String empty = "\"state\":\"PENDING\",\"isPaused\":false,\"jobStats\":null}";
    assertThat(Convert.toJson(shape, ANSWER, wire))
        .isEqualTo(
            "{\"jobs\":[{\"id\":\"a\","
                + empty
                + ",{\"id\":\"\","
                + empty
                + "],\"total\":0,\"more\":[],\"nested\":[{\"jobs\":[{\"id\":\"\","
                + empty
                + "]}]}");
  }

  @Test
  void partsOfAWrapperShouldMerge() throws Exception {
    OutputShape shape = OutputShape.builder().unwrapSeq().build();
    ByteStore wire = new ByteStore(16);
    for (String part :
        new String[] {
          "{\"jobs\":{\"jobs\":[{\"id\":\"a\"}]}}",
          "{\"total\":1}",
          "{\"jobs\":{\"jobs\":[{\"id\":\"b\"}]}}"
        }) {
      byte[] bytes = wire(ANSWER, part);
      wire.put(bytes, 0, bytes.length);
    }
    String json = Convert.toJson(shape, ANSWER, wire.toBytes());
    assertThat(Trees.parse(json).get("jobs").findValuesAsText("id")).containsExactly("a", "b");
  }

  @Test
  void fieldsShouldTakeOtherNames() throws Exception {
    OutputShape shape =
        OutputShape.builder().rename(JOB.findFieldByName("job_stats"), "stats").build();
    assertThat(Convert.toJson(shape, JOB, new byte[0])).endsWith(",\"stats\":null}");
    assertThat(Convert.toJson(shape, JOB, wire(JOB, "{\"jobStats\":{}}")))
        .contains(",\"stats\":{\"pendingFrames\":0,");
  }

  private static OutputShape computed() {
    FieldPath state = FieldPath.of(JOB, "state");
    FieldPath paused = FieldPath.of(JOB, "is_paused");
    FieldPath pending = FieldPath.of(JOB, "job_stats.pending_frames");
    FieldPath dead = FieldPath.of(JOB, "job_stats.dead_frames");
    FieldPath cores = FieldPath.of(JOB, "job_stats.reserved_cores");
    FieldPath stats = FieldPath.of(JOB, "job_stats");
    return OutputShape.builder()
        .replace(
            JOB.findFieldByName("state"),
            (job, value) -> value.string(job.bool(paused) ? "PAUSED" : job.enumName(state)))
        .add(
            JOB,
            "progress",
            (job, value) -> {
              value.beginObject();
              value.name("open");
              value.number(job.integer(pending) + job.integer(dead));
              value.name("cores");
              value.number((float) job.number(cores));
              value.endObject();
            })
        .add(
            JOB,
            "known",
            (job, value) -> {
              if (job.has(stats)) {
                value.bool(true);
              } else {
                value.nullValue();
              }
            })
        .build();
  }

  @Test
  void computedMembersShouldSeeTheWholeMessage() throws Exception {
    assertThat(Convert.toJson(computed(), JOB, new byte[0]))
        .isEqualTo(
            "{\"id\":\"\",\"state\":\"PENDING\",\"isPaused\":false,\"jobStats\":null,"
                + "\"progress\":{\"open\":0,\"cores\":0},\"known\":null}");
    byte[] wire =
        wire(
            JOB,
            "{\"id\":\"j\\u0000\",\"state\":1,\"uid\":7,"
                + "\"jobStats\":{\"pendingFrames\":2,\"deadFrames\":3,\"reservedCores\":1.5}}");
    assertThat(Convert.toJson(computed(), JOB, wire))
        .startsWith("{\"id\":\"j\\u0000\",\"state\":\"FINISHED\",\"isPaused\":false,")
        .endsWith(",\"uid\":7,\"progress\":{\"open\":5,\"cores\":1.5},\"known\":true}");
  }

  @Test
  void computedMembersShouldSeeMergedValues() throws Exception {
    ByteStore wire = new ByteStore(16);
    for (String part :
        new String[] {
          "{\"jobStats\":{\"pendingFrames\":2,\"deadFrames\":3}}",
          "{\"isPaused\":true}",
          "{\"jobStats\":{\"deadFrames\":4},\"id\":\"x\"}"
        }) {
      byte[] bytes = wire(JOB, part);
      wire.put(bytes, 0, bytes.length);
    }
    assertThat(Convert.toJson(computed(), JOB, wire.toBytes()))
        .startsWith("{\"id\":\"x\",\"state\":\"PAUSED\",")
        .endsWith("\"progress\":{\"open\":6,\"cores\":0},\"known\":true}");
  }

  @Test
  void viewsShouldEndAMemberOfAOneofWithTheNext() throws Exception {
    FieldPath uid = FieldPath.of(JOB, "uid");
    FieldPath label = FieldPath.of(JOB, "label");
    ByteStore wire = new ByteStore(16);
    for (String part : new String[] {"{\"uid\":7}", "{\"label\":\"é\"}"}) {
      byte[] bytes = wire(JOB, part);
      wire.put(bytes, 0, bytes.length);
    }
    byte[] bytes = wire.toBytes();
    MessageView view = new MessageView(bytes, 0, bytes.length, 100);
    assertThat(view.has(uid)).isFalse();
    assertThat(view.integer(uid)).isZero();
    assertThat(view.string(label)).isEqualTo("é");
  }

  @Test
  void viewsShouldRefuseOtherTypesAndPaths() {
    MessageView view = new MessageView(new byte[0], 0, 0, 100);
    assertThatThrownBy(() -> view.string(FieldPath.of(JOB, "uid")))
        .hasMessage("path uid: INT32 (expected: string)");
    assertThatThrownBy(() -> FieldPath.of(JOB, "nope"))
        .hasMessage("path nope: no field nope in job.Job");
    assertThatThrownBy(() -> FieldPath.of(JOB, "id.x"))
        .hasMessage("path id.x: job.Job.id is not a message");
    assertThatThrownBy(() -> FieldPath.of(type("JobSeq"), "jobs"))
        .hasMessage("path jobs: job.JobSeq.jobs is a list or map");
  }

  @Test
  void malformedWireShouldBeNoticedByViewsToo() {
    byte[] cut = {0x22, 0x05, 0x08};
    FieldPath pending = FieldPath.of(JOB, "job_stats.pending_frames");
    assertThatThrownBy(() -> new MessageView(cut, 0, cut.length, 100).integer(pending))
        .isInstanceOf(MalformedWireException.class);
  }

  @Test
  void computedMembersShouldWriteOneValue() {
    OutputShape none = OutputShape.builder().add(JOB, "x", (job, value) -> {}).build();
    OutputShape two =
        OutputShape.builder()
            .add(
                JOB,
                "x",
                (job, value) -> {
                  value.number(1);
                  value.number(2);
                })
            .build();
    OutputShape open = OutputShape.builder().add(JOB, "x", (job, v) -> v.beginObject()).build();
    for (OutputShape shape : new OutputShape[] {none, two, open}) {
      assertThatThrownBy(() -> Convert.toJson(shape, JOB, new byte[0]))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void membersOfOneNameShouldBeRefusedAtStart() {
    OutputShape clash = OutputShape.builder().rename(JOB.findFieldByName("uid"), "id").build();
    assertThatThrownBy(() -> clash.compile(JOB))
        .hasMessage("job.Job: two members named id (expected: different names)");
    OutputShape added =
        OutputShape.builder().add(JOB, "jobStats", (job, v) -> v.nullValue()).build();
    assertThatThrownBy(() -> added.compile(JOB)).hasMessageContaining("jobStats");
    assertThatThrownBy(() ->
            OutputShape.builder()
                .rename(JOB.findFieldByName("id"), "a")
                .rename(JOB.findFieldByName("id"), "b"))
        .hasMessage("job.Job.id: given twice");
    assertThatThrownBy(() ->
            OutputShape.builder().rename(JOB.findFieldByName("id"), "a\"b").build().compile(JOB))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRefusedTypeShouldNotSpoilTheShape() throws Exception {
    OutputShape shape = OutputShape.builder().rename(JOB.findFieldByName("uid"), "id").build();
    assertThatThrownBy(() -> shape.compile(ANSWER)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> shape.compile(JOB)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Convert.toJson(shape, type("JobStats"), new byte[0]))
        .isEqualTo(
            "{\"pendingFrames\":0,\"deadFrames\":0,\"reservedCores\":0,\"maxRss\":\"0\",\"average\":0}");
  }

  @Test
  void wrappersWithComputedMembersShouldStayObjects() throws Exception {
    OutputShape shape =
        OutputShape.builder()
            .unwrapSeq()
            .add(type("JobSeq"), "size", (seq, value) -> value.number(0))
            .build();
    assertThat(Convert.toJson(shape, ANSWER, wire(ANSWER, "{\"jobs\":{}}")))
        .startsWith("{\"jobs\":{\"jobs\":[],\"size\":0},");
  }
}
