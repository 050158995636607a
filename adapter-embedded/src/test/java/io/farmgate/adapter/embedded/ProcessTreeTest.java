package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.adapter.embedded.ProcessTable.Entry;
import io.farmgate.adapter.embedded.ProcessTable.ProcessKey;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Which processes belong to a run, and which never do. */
class ProcessTreeTest {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  // The process replaces itself at first (setsid, sh, sleep), and has no environment meanwhile.
  @RepeatedTest(50)
  void treeShouldEndWithoutKnowingItsRoot() throws Exception {
    String key = UUID.randomUUID().toString();
    Process run = start(key, "exec sleep 300");
    try {
      assertThat(new ProcessTree(key, null).end(GRACE, PATIENCE)).isTrue();
      assertThat(run.waitFor(PATIENCE)).isTrue();
      assertThat(new ProcessTree(key, null).current()).isEmpty();
    } finally {
      run.destroyForcibly();
    }
  }

  @Test
  void processWithThePidOfTheRootAndAnotherStartShouldBeLeftAlone() throws Exception {
    Process stranger = start(UUID.randomUUID().toString(), "exec sleep 300");
    try {
      Entry entry = ProcessTable.find(stranger.pid()).orElseThrow();
      ProcessKey earlier = new ProcessKey(entry.pid(), entry.started() - 1);

      ProcessTree tree = new ProcessTree(UUID.randomUUID().toString(), earlier);

      assertThat(tree.current()).isEmpty();
      assertThat(tree.end(GRACE, PATIENCE)).isTrue();
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void processThatWipesItsEnvironmentShouldBelongByItsSession() throws Exception {
    String key = UUID.randomUUID().toString();
    Process run = start(key, "(env -i sleep 300 &); sleep 300");
    try {
      Entry root = ProcessTable.find(run.pid()).orElseThrow();
      ProcessTree tree = new ProcessTree(key, root.key());
      TestFarm.await(() -> tree.current().size() == 3, () -> "members: " + tree.current());

      assertThat(tree.end(GRACE, PATIENCE)).isTrue();
      assertThat(ProcessTable.read().entries()).noneMatch(entry -> entry.session() == run.pid());
    } finally {
      run.destroyForcibly();
    }
  }

  @Test
  void tableShouldTellParentStartAndMemory() {
    Entry self = ProcessTable.find(ProcessHandle.current().pid()).orElseThrow();
    long parent = ProcessHandle.current().parent().orElseThrow().pid();

    assertThat(self.parent()).isEqualTo((int) parent);
    assertThat(self.started()).isPositive();
    // One look only: this process grows between two.
    ProcessTable.Resident resident = ProcessTable.resident(self.pid());
    assertThat(resident.now()).isGreaterThan(1 << 20);
    assertThat(resident.peak()).isGreaterThanOrEqualTo(resident.now());
  }

  @Test
  void signalsShouldNeverGoToEverybody() {
    for (int target : new int[] {0, 1}) {
      assertThatThrownBy(() -> Signals.toGroup(target, Signals.TERM))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Signals.toProcess(target, Signals.TERM))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Process start(String key, String command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(FrameProcess.findSetsid().toString(), "/bin/sh", "-c", command);
    builder.environment().put(ProcessTree.MARKER, key);
    return builder.start();
  }
}
