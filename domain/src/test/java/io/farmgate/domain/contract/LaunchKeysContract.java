package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.Capability.LAUNCH_KEYS;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.LaunchKey;
import io.farmgate.domain.port.LaunchOnce;
import io.farmgate.domain.port.LaunchOnce.Launched;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.spec.Specs;
import io.farmgate.domain.spec.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What launching under a key means. */
public interface LaunchKeysContract extends FarmUnderTest {

  private static LaunchKey key(String caller, String key, String digest) {
    return new LaunchKey(caller, key, digest);
  }

  private static Submission work(FarmDriver drive, String job) {
    return drive.submission(Specs.job(job, Specs.layer("comp", "1", drive.work().succeed())));
  }

  private static String answer(List<Job> jobs) {
    return jobs.stream().map(job -> job.id() + " " + job.name()).toList().toString();
  }

  private static LaunchOnce launch(FarmDriver drive, String job, LaunchKey key) {
    return drive.farm().submissions().launchOnce(work(drive, job), key, LaunchKeysContract::answer);
  }

  private static List<Job> all(FarmDriver drive) {
    JobQuery query =
        new JobQuery(
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(drive.show()),
            Set.of(),
            true,
            0);
    return drive.farm().jobs().page(query, JobOrder.START, PageRequest.first(100)).things();
  }

  @Test
  default void theSameKeyShouldLaunchOnceAlsoWhenTheJobIsOver() {
    FarmDriver drive = drive(LAUNCH, LAUNCH_KEYS);
    LaunchKey key = key("ada", "once " + drive.show(), "d1");

    LaunchOnce first = launch(drive, "once", key);
    Job job = all(drive).getFirst();
    LaunchOnce second = launch(drive, "once", key);
    drive.await(job, JobState.SUCCEEDED);
    LaunchOnce third = launch(drive, "once", key);

    assertThat(first).isEqualTo(new Launched(answer(List.of(job)), false));
    assertThat(second).isEqualTo(new Launched(answer(List.of(job)), true));
    assertThat(third).isEqualTo(second);
    assertThat(all(drive)).extracting(Job::id).containsExactly(job.id());
  }

  @Test
  default void aKeyShouldStandForOneThingAndForOneCaller() {
    FarmDriver drive = drive(LAUNCH, LAUNCH_KEYS);
    LaunchKey key = key("ada", "mine " + drive.show(), "d1");
    launch(drive, "first_job", key);

    assertThat(launch(drive, "other_job", new LaunchKey(key.caller(), key.key(), "d2")))
        .isEqualTo(new LaunchOnce.OtherWork());
    assertThat(all(drive)).hasSize(1);
    assertThat(launch(drive, "bobs_job", new LaunchKey("bob", key.key(), "d2")))
        .isInstanceOfSatisfying(Launched.class, done -> assertThat(done.repeated()).isFalse());
    assertThat(all(drive)).hasSize(2);
  }

  @Test
  default void whatIsNotLaunchedShouldLeaveTheKeyFree() {
    FarmDriver drive = drive(LAUNCH, LAUNCH_KEYS);
    LaunchKey key = key("ada", "free " + drive.show(), "d1");
    Submission lost =
        Specs.submission(
            "no_such_show", Specs.job("lost", Specs.layer("comp", "1", drive.work().succeed())));

    assertThat(
            failureOf(
                () -> drive.farm().submissions().launchOnce(lost, key, LaunchKeysContract::answer)))
        .isInstanceOf(FarmFailure.NotFound.class);

    assertThat(launch(drive, "found", new LaunchKey(key.caller(), key.key(), "d2")))
        .isInstanceOfSatisfying(Launched.class, done -> assertThat(done.repeated()).isFalse());
  }

  @Test
  default void aNameThatIsTakenShouldBeRefusedAndLeaveTheKeyFree() {
    FarmDriver drive = drive(LAUNCH, LAUNCH_KEYS, Capability.PAUSE);
    Job other =
        drive
            .launch(
                Specs.withPaused(
                    Specs.job("taken", Specs.layer("comp", "1", drive.work().succeed())), true))
            .getFirst();
    LaunchKey key = key("ada", "taken " + drive.show(), "d1");

    assertThat(failureOf(() -> launch(drive, "taken", key)))
        .isInstanceOf(FarmFailure.Conflict.class);
    assertThat(failureOf(() -> launch(drive, "taken", key)))
        .isInstanceOf(FarmFailure.Conflict.class);
    drive.farm().jobControl().resume(other.id());
    drive.await(other, JobState.SUCCEEDED);

    assertThat(launch(drive, "taken", key))
        .isInstanceOfSatisfying(Launched.class, done -> assertThat(done.repeated()).isFalse());
    assertThat(all(drive)).hasSize(2);
  }

  @Test
  default void manyAtTheSameMomentShouldLaunchOnce() throws InterruptedException {
    FarmDriver drive = drive(LAUNCH, LAUNCH_KEYS);
    LaunchKey key = key("ada", "many " + drive.show(), "d1");
    Submission work = work(drive, "many");
    CountDownLatch start = new CountDownLatch(1);
    List<LaunchOnce> ended = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LaunchOnce>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(() -> {
              start.await();
              return drive.farm().submissions().launchOnce(work, key, LaunchKeysContract::answer);
            }));
      }
      start.countDown();
      for (Future<LaunchOnce> one : all) {
        ended.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }

    String answer = answer(all(drive));
    assertThat(all(drive)).hasSize(1);
    assertThat(ended)
        .allMatch(one ->
            one instanceof LaunchOnce.InFlight
                || (one instanceof Launched(String told, boolean _) && told.equals(answer)));
    assertThat(ended).filteredOn(new Launched(answer, false)::equals).hasSize(1);
    assertThat(drive.farm().submissions().launchOnce(work, key, LaunchKeysContract::answer))
        .isEqualTo(new Launched(answer, true));
  }

  @Test
  default void anAnswerThatCannotBeMadeShouldNotLoseTheJob() {
    FarmDriver drive = drive(LAUNCH, LAUNCH_KEYS);
    LaunchKey key = key("ada", "broken " + drive.show(), "d1");

    assertThatThrownBy(() ->
            drive
                .farm()
                .submissions()
                .launchOnce(
                    work(drive, "broken"),
                    key,
                    jobs -> {
                      throw new IllegalStateException("the gateway breaks here");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(launch(drive, "broken", key)).isInstanceOf(Launched.class);
    assertThat(all(drive)).hasSize(1);
  }
}
