package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.contract.Work;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.spec.Specs;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The suite on a farm that is reached as a Cuebot is. */
final class CuebotPortsKeysTest extends KeysSuite {
  private final BehindOpenCue farm = new BehindOpenCue();

  @AfterEach
  void stop() {
    farm.close();
  }

  @Override
  public FarmPorts farm() {
    return farm.ports();
  }

  @Override
  public Work work() {
    return farm.memory().work();
  }

  @Override
  public void letTimePass() {
    farm.memory().tick();
  }

  @Override
  public Set<Capability> lacks() {
    return BehindOpenCue.LACKS;
  }

  private LaunchOnce launch(LaunchKey key, String job) {
    return farm.anew()
        .submissions()
        .launchOnce(
            drive.submission(Specs.job(job, Specs.layer("comp", "1", work().succeed()))),
            key,
            jobs -> jobs.getFirst().id().value());
  }

  private List<Job> all(String job) {
    return farm.memory().ports().jobs().list(OF_ALL).stream()
        .filter(one -> one.name().endsWith("_" + job))
        .toList();
  }

  private static final JobQuery OF_ALL =
      new JobQuery(
          Set.of(), Set.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), true,
          0);

  /** Each launch here is by a gateway that was started anew, so only what is on disk counts. */
  @Test
  void aLaunchWhoseAnswerIsLostShouldBeFoundTheNextTime() {
    LaunchKey key = new LaunchKey("ada", "lost", "d");
    farm.loseTheNextLaunch();
    assertThat(FarmDriver.failureOf(() -> launch(key, "lost_job")))
        .isInstanceOf(FarmFailure.Unavailable.class);
    Job job = all("lost_job").getFirst();
    drive.await(job, JobState.SUCCEEDED);

    LaunchOnce again = launch(key, "lost_job");

    assertThat(again).isEqualTo(new LaunchOnce.Launched(job.id().value(), true));
    assertThat(launch(key, "lost_job")).isEqualTo(again);
    assertThat(all("lost_job")).hasSize(1);
    // Without the key's record there is nothing to go by: the name is free again.
    assertThat(launch(new LaunchKey("ada", "another", "d"), "lost_job"))
        .isInstanceOfSatisfying(
            LaunchOnce.Launched.class, done -> assertThat(done.repeated()).isFalse());
    assertThat(all("lost_job")).hasSize(2);
  }

  @Test
  void aLaunchThatNeverArrivedShouldBeMadeTheNextTime() {
    LaunchKey key = new LaunchKey("ada", "stopped", "d");
    farm.stopTheNextLaunch();
    assertThat(FarmDriver.failureOf(() -> launch(key, "stopped_job")))
        .isInstanceOf(FarmFailure.Unavailable.class);
    assertThat(all("stopped_job")).isEmpty();

    assertThat(launch(key, "stopped_job"))
        .isInstanceOfSatisfying(
            LaunchOnce.Launched.class, done -> assertThat(done.repeated()).isFalse());
    assertThat(all("stopped_job")).hasSize(1);
  }
}
