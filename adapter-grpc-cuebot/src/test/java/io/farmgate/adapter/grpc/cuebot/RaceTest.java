package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeFarm;
import io.farmgate.adapter.grpc.cuebot.fake.RacyServants;
import io.farmgate.opencue.wire.job.FrameSearchCriteria;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import io.farmgate.opencue.wire.job.JobGetFramesResponse;
import io.farmgate.opencue.wire.job.JobGetJobRequest;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import io.farmgate.opencue.wire.job.JobGetLayersRequest;
import io.farmgate.opencue.wire.job.JobGetLayersResponse;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.JobSetPriorityRequest;
import io.farmgate.opencue.wire.job.JobState;
import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerGetFramesRequest;
import io.farmgate.opencue.wire.job.LayerGetFramesResponse;
import io.farmgate.opencue.wire.job.LayerSetMinMemoryRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many clients at once on a Cuebot whose servants share a field. Each client has jobs and a layer
 * of its own, and checks that it reads of them, and that nobody else changes them.
 */
@Timeout(600)
class RaceTest {
  private static final int CLIENTS = 32;
  private static final int CALLS = Boolean.getBoolean("farmgate.long") ? 60_000 : 6_000;

  /** Between the writing of the field and its use: a look-up in a database on the same machine. */
  private static final long WINDOW_NANOS = 100_000;

  private final FakeFarm farm = new FakeFarm();
  private final FakeCuebot fake =
      FakeCuebot.start(new RacyServants(farm, call -> LockSupport.parkNanos(WINDOW_NANOS)));
  private final List<Client> clients = new ArrayList<>();

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void mixedCallsShouldNeverGetOrChangeTheWrongJob() throws InterruptedException {
    Found found = play(Guard.ALL, CALLS);

    assertThat(found).isEqualTo(new Found(0, 0, 0));
  }

  /** That the test above can fail. */
  @Test
  void withoutLanesTheyShould() throws InterruptedException {
    Found found = play(Set.of(), 2_000);

    assertThat(found.wrongAnswers()).as("wrong answers").isPositive();
    assertThat(found.wrongChanges()).as("changes on another job").isPositive();
  }

  /** What went wrong, in numbers; {@code failed} are calls that got no answer. */
  private record Found(int wrongAnswers, int wrongChanges, int failed) {}

  private Found play(Set<Guard> guards, int calls) throws InterruptedException {
    farm.addShow("demo");
    try (Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()).withGuards(guards))) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Client client = new Client(i, cuebot);
        clients.add(client);
        threads.add(Thread.ofVirtual().start(() -> client.play(calls / CLIENTS)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    int changed = 0;
    for (Client client : clients) {
      changed += client.wrongChanges.get() + client.strangersInTheEnd();
    }
    return new Found(
        clients.stream().mapToInt(client -> client.wrongAnswers.get()).sum(),
        changed,
        clients.stream().mapToInt(client -> client.failed.get()).sum());
  }

  /** One user of the farm. */
  private final class Client {
    private final int number;
    private final Cuebot cuebot;
    private final Job job;
    private final Layer layer;
    private final List<Job> spare = new ArrayList<>();
    private final Set<String> killed = new HashSet<>();
    private final AtomicInteger wrongAnswers = new AtomicInteger();
    private final AtomicInteger wrongChanges = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private int priority = 1;
    private long memory = 262_144;

    Client(int number, Cuebot cuebot) {
      this.number = number;
      this.cuebot = cuebot;
      this.job = farm.addJob("demo", "sh" + number, "user", "main");
      this.layer = farm.addLayer(job, "layer" + number, "true", 1, 3);
      for (int i = 0; i < 20; i++) {
        spare.add(farm.addJob("demo", "sh" + number, "user", "spare" + i));
      }
    }

    void play(int calls) {
      for (int i = 0; i < calls; i++) {
        try {
          step(i);
        } catch (InvalidProtocolBufferException | AssertionError notAnswered) {
          failed.incrementAndGet();
        }
      }
    }

    private void step(int i) throws InvalidProtocolBufferException {
      switch (i % 8) {
        case 0 -> setPriority(1000 * (number + 1) + i % 1000);
        case 1, 5 -> checkLayers();
        case 2, 6 -> checkFrames();
        case 3 -> checkPriority();
        case 4 -> setMemory(1_000_000L * (number + 1) + i);
        default -> {
          if (i % 40 == 7 && killed.size() < spare.size() / 2) {
            kill(spare.get(killed.size()));
          } else {
            checkLayerFrames();
          }
        }
      }
    }

    private byte[] call(String method, com.google.protobuf.Message request) {
      return Collected.call(cuebot, "job." + method, request.toByteArray())
          .answer()
          .response()
          .array();
    }

    private Job.Builder me() {
      return Job.newBuilder().setId(job.getId());
    }

    private void setPriority(int value) {
      call(
          "JobInterface/SetPriority",
          JobSetPriorityRequest.newBuilder().setJob(me()).setVal(value).build());
      priority = value;
    }

    /** By a call that does not use the field, so that what it says is so. */
    private void checkPriority() throws InvalidProtocolBufferException {
      byte[] answer =
          call("JobInterface/GetJob", JobGetJobRequest.newBuilder().setId(job.getId()).build());
      if (JobGetJobResponse.parseFrom(answer).getJob().getPriority() != priority) {
        wrongChanges.incrementAndGet();
      }
    }

    private void checkLayers() throws InvalidProtocolBufferException {
      byte[] answer =
          call("JobInterface/GetLayers", JobGetLayersRequest.newBuilder().setJob(me()).build());
      List<Layer> layers = JobGetLayersResponse.parseFrom(answer).getLayers().getLayersList();
      if (layers.size() != 1 || !layers.getFirst().getId().equals(layer.getId())) {
        wrongAnswers.incrementAndGet();
      }
    }

    private void checkFrames() throws InvalidProtocolBufferException {
      byte[] answer =
          call(
              "JobInterface/GetFrames",
              JobGetFramesRequest.newBuilder()
                  .setJob(me())
                  .setReq(FrameSearchCriteria.newBuilder().setLimit(10))
                  .build());
      var frames = JobGetFramesResponse.parseFrom(answer).getFrames().getFramesList();
      if (frames.size() != 3
          || frames.stream().anyMatch(f -> !f.getLayerName().equals(layer.getName()))) {
        wrongAnswers.incrementAndGet();
      }
    }

    private void checkLayerFrames() throws InvalidProtocolBufferException {
      byte[] answer =
          call(
              "LayerInterface/GetFrames",
              LayerGetFramesRequest.newBuilder()
                  .setLayer(Layer.newBuilder().setId(layer.getId()))
                  .setS(FrameSearchCriteria.newBuilder().setLimit(10))
                  .build());
      var frames = LayerGetFramesResponse.parseFrom(answer).getFrames().getFramesList();
      if (frames.size() != 3
          || frames.stream().anyMatch(f -> !f.getLayerName().equals(layer.getName()))) {
        wrongAnswers.incrementAndGet();
      }
    }

    private void setMemory(long value) {
      call(
          "LayerInterface/SetMinMemory",
          LayerSetMinMemoryRequest.newBuilder()
              .setLayer(Layer.newBuilder().setId(layer.getId()))
              .setMemory(value)
              .build());
      memory = value;
    }

    private void kill(Job victim) {
      killed.add(victim.getId());
      call(
          "JobInterface/Kill",
          JobKillRequest.newBuilder()
              .setJob(Job.newBuilder().setId(victim.getId()))
              .setUsername("user")
              .setPid("1")
              .setHostKill("here")
              .setReason("test")
              .build());
    }

    /** Returns in how many ways the farm differs from what this client did. */
    int strangersInTheEnd() {
      int wrong = 0;
      Job mine = farm.job(job.getId()).orElseThrow();
      if (mine.getPriority() != priority || mine.getState() == JobState.FINISHED) {
        wrong++;
      }
      if (farm.layer(layer.getId()).orElseThrow().getMinMemory() != memory) {
        wrong++;
      }
      for (Job each : spare) {
        Job now = farm.job(each.getId()).orElseThrow();
        boolean finished = now.getState() == JobState.FINISHED;
        if (finished != killed.contains(each.getId()) || now.getPriority() != 1) {
          wrong++;
        }
      }
      return wrong;
    }
  }
}
