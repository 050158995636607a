package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeFarm;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.NativeRpc.Reply;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.HostGetHostsRequest;
import io.farmgate.opencue.wire.host.HostSetHardwareStateRequest;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobAddCommentRequest;
import io.farmgate.opencue.wire.job.JobFindJobRequest;
import io.farmgate.opencue.wire.job.JobGetUpdatedFramesRequest;
import io.farmgate.opencue.wire.job.JobSetMinCoresRequest;
import io.farmgate.opencue.wire.job.JobSetPriorityRequest;
import io.farmgate.opencue.wire.limit.LimitCreateRequest;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowCreateFilterRequest;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a farm should not be asked, on a farm that takes it: refused, and what it does otherwise.
 */
@Timeout(60)
class ChecksTest {
  private final FakeFarm farm = new FakeFarm();
  private final FakeCuebot fake = FakeCuebot.start(farm);
  private final ConcurrentLinkedQueue<String> actions = new ConcurrentLinkedQueue<>();
  private final Cuebot guarded = cuebot(Guard.ALL);
  private final Cuebot unguarded = cuebot(Set.of());
  private final Show show = farm.addShow("demo");
  private final Job job = farm.addJob("demo", "sh1", "ana", "a");
  private final Host host = farm.addHost("render01", HardwareState.UP);

  @AfterEach
  void close() {
    guarded.close();
    unguarded.close();
    fake.close();
  }

  private Cuebot cuebot(Set<Guard> guards) {
    return Cuebot.connect(
        CuebotConfig.of(fake.endpoint()).withGuards(guards),
        MethodCatalogue.load(),
        new AnswerBudget(Long.MAX_VALUE),
        (guard, action) -> actions.add(guard.word() + " " + action));
  }

  private void shouldRefuse(String method, Message request, String kind, String text) {
    int before = fake.received().size();

    FarmFailure failure = Collected.call(guarded, method, request.toByteArray()).failure();

    assertThat(failure).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failure.message()).isEqualTo(text);
    assertThat(fake.received()).hasSize(before);
    assertThat(actions).contains("checks " + kind);
  }

  private Reply unguarded(String method, Message request) {
    return Collected.call(unguarded, method, request.toByteArray()).reply();
  }

  @Test
  void unknownEnumNumberThatTakesTheHostListDown() {
    HostSetHardwareStateRequest request =
        HostSetHardwareStateRequest.newBuilder()
            .setHost(Host.newBuilder().setId(host.getId()))
            .setStateValue(99)
            .build();
    shouldRefuse(
        "host.HostInterface/SetHardwareState",
        request,
        "enum",
        "state: 99 (expected: one of UP, DOWN, REBOOTING, REBOOT_WHEN_IDLE, REPAIR)");

    assertThat(unguarded("host.HostInterface/SetHardwareState", request))
        .isInstanceOf(Reply.Answer.class);
    assertThat(unguarded("host.HostInterface/GetHosts", HostGetHostsRequest.getDefaultInstance()))
        .isInstanceOf(Reply.Refused.class);
  }

  @Test
  void negativePriorityThatIsStored() {
    JobSetPriorityRequest request =
        JobSetPriorityRequest.newBuilder().setJob(me()).setVal(-5).build();
    shouldRefuse(
        "job.JobInterface/SetPriority", request, "number", "val: -5 (expected: 0 or more)");

    unguarded("job.JobInterface/SetPriority", request);
    assertThat(farm.job(job.getId()).orElseThrow().getPriority()).isEqualTo(-5);
  }

  @Test
  void coresThatAreNoNumberAndAreStoredAsNone() {
    JobSetMinCoresRequest request =
        JobSetMinCoresRequest.newBuilder().setJob(me()).setVal(Float.NaN).build();
    shouldRefuse(
        "job.JobInterface/SetMinCores", request, "number", "val: NaN (expected: 0 or more)");

    unguarded("job.JobInterface/SetMinCores", request);
    assertThat(farm.job(job.getId()).orElseThrow().getMinCores()).isZero();
  }

  @Test
  void limitWithoutAName() {
    LimitCreateRequest request = LimitCreateRequest.getDefaultInstance();
    shouldRefuse(
        "limit.LimitInterface/Create", request, "name", "name: empty (expected: some text)");

    assertThat(unguarded("limit.LimitInterface/Create", request)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void commentWithoutText() {
    JobAddCommentRequest request = JobAddCommentRequest.newBuilder().setJob(me()).build();
    shouldRefuse(
        "job.JobInterface/AddComment",
        request,
        "name",
        "new_comment.subject and new_comment.message: empty (expected: some text)");

    assertThat(unguarded("job.JobInterface/AddComment", request)).isInstanceOf(Reply.Answer.class);
  }

  @Test
  void callThatIsNeverAnswered() {
    JobGetUpdatedFramesRequest request =
        JobGetUpdatedFramesRequest.newBuilder().setJob(me()).build();
    shouldRefuse(
        "job.JobInterface/GetUpdatedFrames",
        request,
        "time",
        "last_check: 0 (expected: a time in seconds since 1970, not over a minute ago; the farm"
            + " never answers others)");

    assertThat(
            Collected.call(
                    unguarded,
                    "job.JobInterface/GetUpdatedFrames",
                    request.toByteArray(),
                    Duration.ofMillis(300))
                .failure())
        .isInstanceOf(FarmFailure.TimedOut.class);
  }

  @Test
  void bytesThatAreNoMessageOrNoText() {
    Message broken =
        JobFindJobRequest.newBuilder()
            .setUnknownFields(
                UnknownFieldSet.newBuilder()
                    .addField(
                        1,
                        UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFrom(new byte[] {'a', (byte) 0xff}))
                            .build())
                    .build())
            .build();
    shouldRefuse(
        "job.JobInterface/FindJob",
        broken,
        "utf8",
        "name: bytes that are no text (expected: UTF-8)");
    assertThat(
            ((FarmFailure.Native)
                    Collected.call(unguarded, "job.JobInterface/FindJob", broken.toByteArray())
                        .failure())
                .code())
        .isEqualTo(2);
  }

  /** Cuebot takes a second show of a name, and then finds neither. */
  @Test
  void secondShowOfAName() {
    byte[] request = ShowCreateShowRequest.newBuilder().setName("demo").build().toByteArray();
    String create = "show.ShowInterface/CreateShow";

    assertThat(Collected.call(guarded, create, request).failure())
        .isEqualTo(
            new FarmFailure.Conflict("there is a show 'demo' already (expected: a new name)"));
    assertThat(actions).contains("checks duplicate");
    Collected.call(unguarded, create, request).answer();
    assertThat(shows("demo")).isEqualTo(2);
    assertThat(Collected.call(guarded, create, request).failure().message())
        .startsWith("the farm has several of that name");
  }

  @Test
  void ofManyCreatorsAtTheSameMomentOnlyOneShouldSucceed() {
    byte[] request = ShowCreateShowRequest.newBuilder().setName("fresh").build().toByteArray();
    List<Collected> calls = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      calls.add(Collected.call(guarded, "show.ShowInterface/CreateShow", request));
    }

    assertThat(calls.stream().map(Collected::reply).filter(Reply.Answer.class::isInstance))
        .hasSize(1);
    assertThat(shows("fresh")).isEqualTo(1);
  }

  @Test
  void secondFilterOfAName() {
    byte[] request =
        ShowCreateFilterRequest.newBuilder()
            .setShow(Show.newBuilder().setId(show.getId()))
            .setName("night")
            .build()
            .toByteArray();
    String create = "show.ShowInterface/CreateFilter";

    Collected.call(guarded, create, request).answer();
    assertThat(Collected.call(guarded, create, request).failure())
        .isEqualTo(
            new FarmFailure.Conflict(
                "the show has a filter 'night' already (expected: a new name)"));
    assertThat(((FarmFailure.Native) Collected.call(unguarded, create, request).failure()).code())
        .isEqualTo(13);
  }

  @Test
  void goodRequestsShouldPass() {
    Collected.call(
            guarded,
            "job.JobInterface/SetPriority",
            JobSetPriorityRequest.newBuilder().setJob(me()).setVal(0).build().toByteArray())
        .answer();
    Collected.call(guarded, "show.ShowInterface/GetShows", new byte[0]).answer();
    assertThat(actions).isEmpty();
  }

  private Job.Builder me() {
    return Job.newBuilder().setId(job.getId());
  }

  private long shows(String name) {
    return farm.shows(name);
  }
}
