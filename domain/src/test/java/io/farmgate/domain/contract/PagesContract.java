package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static io.farmgate.domain.spec.Specs.job;
import static io.farmgate.domain.spec.Specs.layer;
import static io.farmgate.domain.spec.Specs.withPaused;
import static io.farmgate.domain.spec.Specs.withPriority;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Frame;
import io.farmgate.domain.FrameState;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.FrameQuery;
import io.farmgate.domain.port.JobOrder;
import io.farmgate.domain.port.JobQuery;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import io.farmgate.domain.spec.JobSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What reading jobs and frames page by page means. */
public interface PagesContract extends FarmUnderTest {

  /** Reads all pages of so many things; every page but the last is full. */
  private static <T> List<T> joined(int limit, Function<PageRequest, Page<T>> reader) {
    List<T> all = new ArrayList<>();
    PageRequest request = PageRequest.first(limit);
    for (int pages = 0; pages < 100; pages++) {
      Page<T> page = reader.apply(request);
      all.addAll(page.things());
      if (page.next().isEmpty()) {
        return all;
      }
      assertThat(page.things()).as("a page that is not the last").hasSize(limit);
      request = request.after(page.next().get());
    }
    throw new AssertionError("the pages do not end");
  }

  private static JobQuery ofShow(String show, Set<JobState> states) {
    return new JobQuery(
        Set.of(),
        Set.of(),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(),
        Set.of(show),
        states,
        true,
        0);
  }

  /** Seven held jobs, of three priorities and of names that are not in the order of their start. */
  private static List<Job> held(FarmDriver drive) {
    JobSpec[] specs =
        IntStream.range(0, 7)
            .mapToObj(i ->
                withPaused(
                    withPriority(
                        job("page_" + (i * 5 % 7), layer("comp", "1", drive.work().succeed())),
                        10 + i % 3),
                    true))
            .toArray(JobSpec[]::new);
    return drive.launch(specs);
  }

  @Test
  default void pagesOfJobsShouldJoinToTheWholeInEachOrder() {
    FarmDriver drive = drive(LAUNCH);
    List<Job> jobs = held(drive);
    JobQuery query = ofShow(drive.show(), Set.of());

    for (JobOrder order : JobOrder.values()) {
      Comparator<Job> inOrder =
          switch (order) {
            case URGENCY ->
                Comparator.comparingInt(Job::priority).reversed().thenComparing(Job::startTime);
            case NAME -> Comparator.comparing(Job::name);
            case NAME_REVERSED -> Comparator.comparing(Job::name).reversed();
            case START -> Comparator.comparing(Job::startTime);
            case START_REVERSED -> Comparator.comparing(Job::startTime).reversed();
          };
      List<Job> whole = joined(100, page -> drive.farm().jobs().page(query, order, page));
      assertThat(whole).as(order.name()).isSortedAccordingTo(inOrder);
      assertThat(whole)
          .extracting(Job::id)
          .containsExactlyInAnyOrderElementsOf(jobs.stream().map(Job::id).toList());
      for (int limit : List.of(1, 3, 7)) {
        assertThat(joined(limit, page -> drive.farm().jobs().page(query, order, page)))
            .as("%s, %d on a page", order, limit)
            .extracting(Job::id)
            .containsExactlyElementsOf(whole.stream().map(Job::id).toList());
      }
    }
  }

  @Test
  default void whatGoesAwayOrComesBetweenTwoPagesOfJobsShouldLoseAndRepeatNoOther() {
    FarmDriver drive = drive(LAUNCH, Capability.KILL_JOBS);
    List<Job> jobs = held(drive);
    JobQuery query = ofShow(drive.show(), Set.of(JobState.PAUSED));
    for (JobOrder order : List.of(JobOrder.URGENCY, JobOrder.NAME)) {
      Page<Job> first = drive.farm().jobs().page(query, order, PageRequest.first(3));
      Job last = first.things().getLast();
      drive.farm().jobControl().kill(last.id(), FarmDriver.REASON);
      drive.await(last, JobState.KILLED);

      List<JobId> rest =
          joined(
                  100,
                  page ->
                      drive
                          .farm()
                          .jobs()
                          .page(query, order, page.after(first.next().orElseThrow())))
              .stream()
              .map(Job::id)
              .toList();

      List<JobId> told = new ArrayList<>(first.things().stream().map(Job::id).toList());
      told.addAll(rest);
      assertThat(told).doesNotHaveDuplicates();
      told.remove(last.id());
      assertThat(told)
          .containsExactlyInAnyOrderElementsOf(
              jobs.stream()
                  .filter(job -> drive.again(job).state() == JobState.PAUSED)
                  .map(Job::id)
                  .toList());
    }
  }

  @Test
  default void pagesOfFramesShouldJoinToTheWhole() {
    FarmDriver drive = drive(LAUNCH);
    Job job =
        drive
            .launch(
                withPaused(
                    job(
                        "paged",
                        layer("comp", "1-5", drive.work().succeed()),
                        layer("post", "4-6", drive.work().succeed())),
                    true))
            .getFirst();
    FrameQuery all = FrameQuery.of(job.id());
    List<String> whole = names(drive.farm().frames().list(all));

    for (int limit : List.of(1, 3, 8, 100)) {
      assertThat(names(joined(limit, page -> drive.farm().frames().page(all, false, page))))
          .as("%d on a page", limit)
          .isEqualTo(whole);
    }
    FrameQuery some = all.ofLayers(Set.of("post"));
    assertThat(names(joined(2, page -> drive.farm().frames().page(some, false, page))))
        .containsExactly("0004-post", "0005-post", "0006-post");
    FrameQuery none = all.in(Set.of(FrameState.DEAD));
    assertThat(joined(2, page -> drive.farm().frames().page(none, false, page))).isEmpty();
  }

  @Test
  default void framesShouldBeReadBackwards() {
    FarmDriver drive = drive(LAUNCH, Capability.REVERSED_FRAMES);
    Job job =
        drive
            .launch(withPaused(job("back", layer("comp", "1-5", drive.work().succeed())), true))
            .getFirst();
    FrameQuery all = FrameQuery.of(job.id());

    assertThat(names(joined(2, page -> drive.farm().frames().page(all, true, page))))
        .containsExactly("0005-comp", "0004-comp", "0003-comp", "0002-comp", "0001-comp");
  }

  @Test
  default void framesThatChangeBetweenTwoPagesShouldLoseAndRepeatNoOther() {
    FarmDriver drive = drive(LAUNCH, Capability.EAT_FRAMES);
    Job job =
        drive
            .launch(withPaused(job("moving", layer("comp", "1-9", drive.work().succeed())), true))
            .getFirst();
    FrameQuery waiting = FrameQuery.of(job.id()).in(Set.of(FrameState.WAITING));
    Page<Frame> first = drive.farm().frames().page(waiting, false, PageRequest.first(3));
    assertThat(names(first.things())).containsExactly("0001-comp", "0002-comp", "0003-comp");

    first
        .things()
        .forEach(frame ->
            drive
                .farm()
                .frameControl()
                .eat(FrameQuery.one(job.id(), frame.id()), FarmDriver.REASON));
    drive.await(job, "0003-comp", FrameState.EATEN);

    assertThat(
            names(
                drive
                    .farm()
                    .frames()
                    .page(waiting, false, PageRequest.first(100).after(first.next().orElseThrow()))
                    .things()))
        .containsExactly(
            "0004-comp", "0005-comp", "0006-comp", "0007-comp", "0008-comp", "0009-comp");
  }

  @Test
  default void aPlaceThatIsNoneShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH);
    Job job = drive.launch("places", "1-2", drive.work().succeed());
    for (String text : List.of("", "x", "-1", "1:2:3:", "\u0000", "9".repeat(40), ":::")) {
      PageRequest page = PageRequest.first(1).after(new Place(text));
      assertThat(
              failureOf(() ->
                  drive.farm().jobs().page(ofShow(drive.show(), Set.of()), JobOrder.NAME, page)))
          .as(text)
          .isInstanceOf(FarmFailure.Invalid.class);
      assertThat(failureOf(() -> drive.farm().frames().page(FrameQuery.of(job.id()), false, page)))
          .as(text)
          .isInstanceOf(FarmFailure.Invalid.class);
    }
  }

  @Test
  default void anUnknownJobShouldHaveNoPages() {
    FarmDriver drive = drive();
    Page<Frame> page =
        drive
            .farm()
            .frames()
            .page(FrameQuery.of(new JobId("no-such-job")), false, PageRequest.first(5));

    assertThat(page.things()).isEmpty();
    assertThat(page.next()).isEmpty();
    assertThatThrownBy(() -> PageRequest.first(PageRequest.MOST + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .isNotInstanceOf(FarmException.class);
  }

  private static List<String> names(List<Frame> frames) {
    return frames.stream().map(Frame::name).toList();
  }
}
