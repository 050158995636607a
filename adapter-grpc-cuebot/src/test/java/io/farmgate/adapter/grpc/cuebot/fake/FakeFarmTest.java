package io.farmgate.adapter.grpc.cuebot.fake;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.host.HardwareState;
import io.farmgate.opencue.wire.host.Host;
import io.farmgate.opencue.wire.host.HostFindHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostRequest;
import io.farmgate.opencue.wire.host.HostGetHostsRequest;
import io.farmgate.opencue.wire.host.HostGetHostsResponse;
import io.farmgate.opencue.wire.host.HostLockRequest;
import io.farmgate.opencue.wire.host.LockState;
import io.farmgate.opencue.wire.job.Frame;
import io.farmgate.opencue.wire.job.FrameEatRequest;
import io.farmgate.opencue.wire.job.FrameKillRequest;
import io.farmgate.opencue.wire.job.FrameRetryRequest;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import io.farmgate.opencue.wire.job.FrameState;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobFindJobRequest;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import io.farmgate.opencue.wire.job.JobGetFramesResponse;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import io.farmgate.opencue.wire.job.JobGetJobsRequest;
import io.farmgate.opencue.wire.job.JobGetJobsResponse;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitRequest;
import io.farmgate.opencue.wire.job.JobLaunchSpecAndWaitResponse;
import io.farmgate.opencue.wire.job.JobPauseRequest;
import io.farmgate.opencue.wire.job.JobSetPriorityRequest;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerGetFramesRequest;
import io.farmgate.opencue.wire.job.LayerGetFramesResponse;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowCreateShowRequest;
import io.farmgate.opencue.wire.show.ShowFindShowRequest;
import io.farmgate.opencue.wire.show.ShowSetDefaultMinCoresRequest;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeFarmTest {
  private static final String NOT_THERE = "Incorrect result size: expected 1, actual 0";
  private static final String NOT_THERE_INTERNAL =
      "org.springframework.dao.EmptyResultDataAccessException: " + NOT_THERE + "\n" + NOT_THERE;

  private final FakeFarm farm = new FakeFarm();
  private final Show show = farm.addShow("demo_show");
  private final Job job = farm.addJob("demo_show", "sh010", "artist1", "render");
  private final Layer layer = farm.addLayer(job, "comp", "true", 1, 10);

  @Test
  void jobsShouldBeSelectedByShowUserAndState() throws Exception {
    farm.addShow("other");
    Job theirs = farm.addJob("other", "sh020", "artist2", "render");
    Job over = farm.addJob("demo_show", "sh010", "artist2", "over");
    farm.kill(over.getId());

    assertThat(jobs(JobGetJobsRequest.newBuilder())).containsExactly(job.getId(), theirs.getId());
    JobGetJobsRequest.Builder ofShow = JobGetJobsRequest.newBuilder();
    ofShow.getRBuilder().addShows("demo_show");
    assertThat(jobs(ofShow)).containsExactly(job.getId());
    ofShow.getRBuilder().setIncludeFinished(true).addUsers("artist2");
    assertThat(jobs(ofShow)).containsExactly(over.getId());
  }

  @Test
  void framesShouldNeedALimitAndComeInPages() throws Exception {
    assertThat(frames(FrameSearchCriteria.newBuilder())).isEmpty();
    assertThat(frames(FrameSearchCriteria.newBuilder().setLimit(-1))).isEmpty();
    assertThat(frames(FrameSearchCriteria.newBuilder().setLimit(4)))
        .extracting(Frame::getNumber)
        .containsExactly(1, 2, 3, 4);
    assertThat(frames(FrameSearchCriteria.newBuilder().setLimit(4).setPage(3)))
        .extracting(Frame::getNumber)
        .containsExactly(9, 10);

    LayerGetFramesRequest ofLayer =
        LayerGetFramesRequest.newBuilder()
            .setLayer(layer)
            .setS(FrameSearchCriteria.newBuilder().setLimit(100).setFrameRange("3-4"))
            .build();
    assertThat(
            ok("job.LayerInterface/GetFrames", ofLayer, LayerGetFramesResponse.parser())
                .getFrames()
                .getFramesList())
        .extracting(Frame::getName)
        .containsExactly("0003-comp", "0004-comp");
  }

  @Test
  void deadFramesShouldBeFoundAndRetried() throws Exception {
    Frame first = farm.framesOfJob(job.getId()).getFirst();
    farm.setFrameState(first.getId(), FrameState.RUNNING);
    farm.setFrameState(first.getId(), FrameState.DEAD);
    FrameSearchCriteria.Builder dead = FrameSearchCriteria.newBuilder().setLimit(100);
    dead.getStatesBuilder().addFrameStates(FrameState.DEAD);
    assertThat(frames(dead)).extracting(Frame::getId).containsExactly(first.getId());
    assertThat(farm.job(job.getId()).orElseThrow().getJobStats().getDeadFrames()).isEqualTo(1);

    ok("job.FrameInterface/Retry", FrameRetryRequest.newBuilder().setFrame(first).build());

    assertThat(frames(dead)).isEmpty();
  }

  @Test
  void jobShouldFinishWithItsLastFrame() throws Exception {
    List<Frame> all = farm.framesOfJob(job.getId());
    all.stream().skip(1).forEach(f -> farm.setFrameState(f.getId(), FrameState.SUCCEEDED));
    assertThat(state()).isEqualTo(JobState.PENDING);

    ok("job.FrameInterface/Eat", FrameEatRequest.newBuilder().setFrame(all.getFirst()).build());

    assertThat(state()).isEqualTo(JobState.FINISHED);
  }

  @Test
  void killShouldBeIgnoredUntilAllFourFieldsAreGiven() throws Exception {
    Frame running = farm.framesOfJob(job.getId()).getFirst();
    farm.setFrameState(running.getId(), FrameState.RUNNING);
    JobKillRequest.Builder kill = JobKillRequest.newBuilder().setJob(job).setUsername("u");
    ok("job.JobInterface/Kill", kill.setPid("1").setHostKill("h").build());
    ok("job.FrameInterface/Kill", FrameKillRequest.newBuilder().setFrame(running).build());
    assertThat(state()).isEqualTo(JobState.PENDING);
    assertThat(farm.frame(running.getId()).orElseThrow().getState()).isEqualTo(FrameState.RUNNING);

    ok("job.JobInterface/Kill", kill.setReason("r").build());

    assertThat(state()).isEqualTo(JobState.FINISHED);
    assertThat(farm.frame(running.getId()).orElseThrow().getState()).isEqualTo(FrameState.WAITING);
    assertThat(farm.frame(running.getId()).orElseThrow().getExitStatus()).isEqualTo(1);
  }

  @Test
  void pauseAndPriorityShouldBeKept() throws Exception {
    ok("job.JobInterface/Pause", JobPauseRequest.newBuilder().setJob(job).build());
    ok(
        "job.JobInterface/SetPriority",
        JobSetPriorityRequest.newBuilder().setJob(job).setVal(-5).build());

    Job read =
        ok(
                "job.JobInterface/GetJob",
                JobGetJobRequest.newBuilder().setId(job.getId()).build(),
                JobGetJobResponse.parser())
            .getJob();
    assertThat(read.getIsPaused()).isTrue();
    assertThat(read.getPriority()).isEqualTo(-5);
    assertThat(read.getJobStats().getPendingFrames()).isEqualTo(10);
  }

  @Test
  void hostsShouldBeSelectedByStateAndLocked() throws Exception {
    Host up = farm.addHost("render01", HardwareState.UP);
    farm.addHost("render02", HardwareState.DOWN);
    HostGetHostsRequest.Builder wanted = HostGetHostsRequest.newBuilder();
    wanted.getRBuilder().getStatesBuilder().addState(HardwareState.UP);
    assertThat(
            ok("host.HostInterface/GetHosts", wanted.build(), HostGetHostsResponse.parser())
                .getHosts()
                .getHostsList())
        .containsExactly(up);

    ok("host.HostInterface/Lock", HostLockRequest.newBuilder().setHost(up).build());

    assertThat(farm.host(up.getId()).orElseThrow().getLockState()).isEqualTo(LockState.LOCKED);
    assertFailure(
        "host.HostInterface/GetHost",
        HostGetHostRequest.newBuilder().setId("render01").build(),
        Status.NOT_FOUND,
        NOT_THERE);
  }

  @Test
  void whatDoesNotExistShouldFailInCuebotsWords() {
    Job noJob = Job.newBuilder().setId("nope").build();
    Frame noFrame = Frame.newBuilder().setId("nope").build();
    assertFailure(
        "job.JobInterface/GetJob",
        JobGetJobRequest.newBuilder().setId("nope").build(),
        Status.NOT_FOUND,
        NOT_THERE);
    assertFailure(
        "job.JobInterface/FindJob",
        JobFindJobRequest.newBuilder().setName("nope").build(),
        Status.NOT_FOUND,
        NOT_THERE);
    assertFailure(
        "job.JobInterface/Pause",
        JobPauseRequest.newBuilder().setJob(noJob).build(),
        Status.NOT_FOUND,
        "Job not found");
    assertFailure(
        "job.FrameInterface/Retry",
        FrameRetryRequest.newBuilder().setFrame(noFrame).build(),
        Status.INTERNAL,
        NOT_THERE_INTERNAL);
    assertFailure(
        "show.ShowInterface/SetDefaultMinCores",
        ShowSetDefaultMinCoresRequest.getDefaultInstance(),
        Status.INTERNAL,
        NOT_THERE_INTERNAL);
    assertFailure(
        "host.HostInterface/FindHost",
        HostFindHostRequest.newBuilder().setName("nope").build(),
        Status.NOT_FOUND,
        NOT_THERE);
    assertFailure(
        "show.ShowInterface/NoSuchMethod",
        ShowFindShowRequest.getDefaultInstance(),
        Status.UNIMPLEMENTED,
        "Method not found: show.ShowInterface/NoSuchMethod");
  }

  @Test
  void secondShowOfANameShouldBeAcceptedAndBreakFinding() throws Exception {
    ok(
        "show.ShowInterface/CreateShow",
        ShowCreateShowRequest.newBuilder().setName(show.getName()).build());

    String text = "Incorrect result size: expected 1, actual 2";
    assertFailure(
        "show.ShowInterface/FindShow",
        ShowFindShowRequest.newBuilder().setName(show.getName()).build(),
        Status.INTERNAL,
        "org.springframework.dao.IncorrectResultSizeDataAccessException: " + text + "\n" + text);
    assertFailure(
        "show.ShowInterface/CreateShow",
        ShowCreateShowRequest.newBuilder().setName("ab").build(),
        Status.INTERNAL,
        "Show could not be created.The show name must be at least 3 characters.");
  }

  @Test
  void specificationShouldBecomeJobsAndBeRefusedWhilePending() throws Exception {
    JobLaunchSpecAndWaitRequest spec =
        JobLaunchSpecAndWaitRequest.newBuilder()
            .setSpec(
                """
                <?xml version="1.0"?>
                <!DOCTYPE spec PUBLIC "SPI Cue Specification Language"
                    "http://localhost:9/spcue/dtd/cjsl-1.12.dtd">
                <spec><show>demo_show</show><shot>sh030</shot><user>artist1</user>
                  <job name="Night"><layers>
                    <layer name="render" type="Render"><cmd>echo</cmd><range>1-5</range></layer>
                  </layers></job>
                </spec>\
                """)
            .build();

    Job launched =
        ok("job.JobInterface/LaunchSpecAndWait", spec, JobLaunchSpecAndWaitResponse.parser())
            .getJobs()
            .getJobs(0);

    assertThat(launched.getName()).isEqualTo("demo_show-sh030-artist1_night");
    assertThat(launched.getJobStats().getTotalFrames()).isEqualTo(5);
    assertFailure(
        "job.JobInterface/LaunchSpecAndWait",
        spec,
        Status.INTERNAL,
        "Failed to launch and add job: The job demo_show-sh030-artist1_night is already pending");
  }

  @Test
  void bytesThatAreNoMessageShouldFailWithoutAText() {
    Answer answer =
        farm.answer(call("job.JobInterface/GetJob", WireBytes.wrap(new byte[] {0x0a, 0x7f})));

    assertThat(((Answer.Failure) answer).status()).isEqualTo(Status.UNKNOWN);
  }

  private JobState state() {
    return farm.job(job.getId()).orElseThrow().getState();
  }

  private List<String> jobs(JobGetJobsRequest.Builder request) throws Exception {
    return ok("job.JobInterface/GetJobs", request.build(), JobGetJobsResponse.parser())
        .getJobs()
        .getJobsList()
        .stream()
        .map(Job::getId)
        .toList();
  }

  private List<Frame> frames(FrameSearchCriteria.Builder criteria) throws Exception {
    JobGetFramesRequest request =
        JobGetFramesRequest.newBuilder().setJob(job).setReq(criteria).build();
    return ok("job.JobInterface/GetFrames", request, JobGetFramesResponse.parser())
        .getFrames()
        .getFramesList();
  }

  private <R extends Message> R ok(String method, Message request, Parser<R> parser)
      throws InvalidProtocolBufferException {
    return parser.parseFrom(ok(method, request).array());
  }

  private WireBytes ok(String method, Message request) {
    Answer answer = farm.answer(call(method, WireBytes.wrap(request.toByteArray())));
    assertThat(answer).isInstanceOf(Answer.Message.class);
    return ((Answer.Message) answer).response();
  }

  private void assertFailure(String method, Message request, Status code, String text) {
    Answer answer = farm.answer(call(method, WireBytes.wrap(request.toByteArray())));
    assertThat(answer).isInstanceOf(Answer.Failure.class);
    Status status = ((Answer.Failure) answer).status();
    assertThat(status.getCode()).isEqualTo(code.getCode());
    assertThat(status.getDescription()).isEqualTo(text);
  }

  private static Received call(String method, WireBytes request) {
    return new Received(method, request, new Metadata(), Optional.empty());
  }
}
