package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.embedded.ProcessTable.ProcessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of the processes that run, and which run has to go when the machine is full. */
class RunWatchTest {
  private static final RunWatch.MachineMemory FULL = memory(0);
  private static final RunWatch.MachineMemory EMPTY = memory(1 << 30);

  private final RunningFrames running = new RunningFrames();
  private final List<LiveRun> ended = new ArrayList<>();
  private final List<LiveRun> told = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  @TempDir private Path folder;

  @AfterEach
  void end() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void fullMachineShouldEndOneRunThatIsBeyondItsReservation() throws IOException {
    LiveRun modest = run(1, 1L << 40);
    LiveRun greedy = run(2, 0);
    RunWatch watch = watch(FULL);

    watch.look();
    watch.look();

    assertThat(ended).containsExactly(greedy);
    assertThat(greedy.ending().orElseThrow().text()).contains("the machine had hardly any left");
    assertThat(modest.ending()).isEmpty();
  }

  @Test
  void fullMachineShouldEndNobodyWhereAllKeepToWhatTheyReserved() throws IOException {
    run(1, 1L << 40);

    watch(FULL).look();

    assertThat(ended).isEmpty();
  }

  @Test
  void machineWithRoomShouldEndNobody() throws IOException {
    run(1, 0);

    watch(EMPTY).look();

    assertThat(ended).isEmpty();
  }

  @Test
  void daemonThatWipesItsEnvironmentAfterALookShouldStillBelong() throws Exception {
    LiveRun run = run(1, 0, "(setsid sh -c 'sleep 1; exec env -i sleep 300' &) ; exec sleep 300");
    TestFarm.await(
        () -> {
          watch(EMPTY).look();
          return run.tree().current().size() >= 3;
        },
        () -> "members " + run.tree().current());
    processes.getFirst().destroyForcibly().waitFor();

    TestFarm.await(
        () -> run.tree().current().stream().anyMatch(one -> !isMarked(one.pid(), run)),
        () -> "members " + run.tree().current());

    assertThat(run.tree().end(Duration.ZERO, Duration.ofSeconds(30))).isTrue();
    assertThat(run.tree().current()).isEmpty();
  }

  @Test
  void whoHasComeAlongShouldBeToldOnceAndNotMoreThanOnceASecond() throws IOException {
    LiveRun working = run(1, 1L << 40);
    run(2, 1L << 40);
    RunWatch watch = watch(EMPTY);
    Files.writeString(log(1), "Sample 32/128\n");

    // Taken before the first look, so that no pause of this machine makes the time seem shorter.
    long before = System.nanoTime();
    watch.look();

    assertThat(told).containsExactly(working);
    assertThat(running.progress(1)).hasValue(25);
    assertThat(running.progress(2)).isEmpty();
    Files.writeString(log(1), "Sample 64/128\n", StandardOpenOption.APPEND);
    TestFarm.await(
        () -> {
          watch.look();
          return told.size() > 1;
        },
        () -> "told " + told.size());
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(900));
    assertThat(running.progress(1)).hasValue(50);
  }

  private static boolean isMarked(int pid, LiveRun run) {
    return ProcessTable.hasVariable(pid, ProcessTree.MARKER + "=" + run.order().procKey());
  }

  private RunWatch watch(RunWatch.MachineMemory memory) {
    return new RunWatch(running, memory, OptionalDouble.empty(), ended::add, told::addAll);
  }

  private LiveRun run(long frame, long reserved) throws IOException {
    return run(frame, reserved, "exec sleep 300");
  }

  private LiveRun run(long frame, long reserved, String command) throws IOException {
    String proc = UUID.randomUUID().toString();
    ProcessBuilder builder =
        new ProcessBuilder(FrameProcess.findSetsid().toString(), "/bin/sh", "-c", command);
    builder.environment().put(ProcessTree.MARKER, proc);
    Process process = builder.start();
    processes.add(process);
    ProcessKey key = ProcessTable.find(process.pid()).orElseThrow().key();
    RunProgress progress = new RunProgress(log(frame), Optional.empty(), 1);
    LiveRun run = new LiveRun(order(proc, frame, reserved), new ProcessTree(proc, key), progress);
    running.add(run);
    return run;
  }

  private Path log(long frame) {
    return folder.resolve(frame + ".rqlog");
  }

  private RunOrder order(String proc, long frame, long memory) {
    return new RunOrder(
        proc,
        frame,
        "frame",
        1,
        "show",
        "shot",
        "ada",
        "job",
        "name",
        "layer",
        "comp",
        "true",
        "1",
        1,
        false,
        100,
        memory,
        0,
        0,
        log(frame),
        Map.of(),
        RunOrder.Limits.NONE);
  }

  private static RunWatch.MachineMemory memory(long available) {
    return new RunWatch.MachineMemory() {
      @Override
      public long total() {
        return 1 << 30;
      }

      @Override
      public long available() {
        return available;
      }
    };
  }
}
