package io.farmgate.domain.contract;

import static io.farmgate.domain.contract.Capability.COMMENTS;
import static io.farmgate.domain.contract.Capability.LAUNCH;
import static io.farmgate.domain.contract.FarmDriver.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Comment;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.HostId;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobId;
import io.farmgate.domain.JobState;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Comments;
import io.farmgate.domain.spec.CommentRules;
import org.junit.jupiter.api.Test;

/** What {@link io.farmgate.domain.port.Comments} means. */
public interface CommentsContract extends FarmUnderTest {

  @Test
  default void aCommentShouldStayOnItsJobAndBeSeenThere() {
    FarmDriver drive = drive(LAUNCH, COMMENTS);
    Comments comments = drive.farm().work().comments();
    Job job = drive.launch("talked_of", "1", drive.work().succeed());
    Job other = drive.launch("silent", "1", drive.work().succeed());
    assertThat(drive.again(job).hasComment()).isFalse();

    Comment first = comments.add(Commented.of(job.id()), "ada", "Noise", "Frame 12\nis noisy.");
    drive.await(job, JobState.SUCCEEDED);
    Comment second = comments.add(Commented.of(job.id()), "bob", "", "Rendered again, \u00fcber.");

    assertThat(comments.on(Commented.of(job.id()))).containsExactly(first, second);
    assertThat(first.user()).isEqualTo("ada");
    assertThat(first.subject()).isEqualTo("Noise");
    assertThat(first.message()).isEqualTo("Frame 12\nis noisy.");
    assertThat(second.message()).isEqualTo("Rendered again, \u00fcber.");
    assertThat(first.time()).isBetween(job.startTime().minusSeconds(1), second.time());
    assertThat(drive.again(job).hasComment()).isTrue();
    assertThat(comments.on(Commented.of(other.id()))).isEmpty();
    assertThat(drive.again(other).hasComment()).isFalse();
  }

  @Test
  default void aCommentShouldStayOnItsHostUntilItIsDeleted() {
    FarmDriver drive = drive(COMMENTS);
    Comments comments = drive.farm().work().comments();
    HostId host = drive.host().id();

    Comment added = comments.add(Commented.of(host), "ada", "Disk", "The scratch disk is full.");
    assertThat(comments.on(Commented.of(host))).contains(added);
    assertThat(drive.farm().hosts().byId(host).orElseThrow().hasComment()).isTrue();
    comments.delete(added.id());

    assertThat(comments.on(Commented.of(host))).doesNotContain(added);
    assertThat(drive.farm().hosts().byId(host).orElseThrow().hasComment())
        .isEqualTo(!comments.on(Commented.of(host)).isEmpty());
    assertThat(failureOf(() -> comments.delete(added.id())))
        .isInstanceOf(FarmFailure.NotFound.class);
  }

  @Test
  default void aChangeShouldBeOfTheWordsAlone() {
    FarmDriver drive = drive(LAUNCH, COMMENTS);
    Comments comments = drive.farm().work().comments();
    Job job = drive.launch("reworded", "1", drive.work().succeed());
    Comment before = comments.add(Commented.of(job.id()), "ada", "Noise", "Frame 12.");
    Comment other = comments.add(Commented.of(job.id()), "ada", "Noise", "Frame 13.");

    comments.change(before.id(), "Grain", "Frame 14.");

    assertThat(comments.on(Commented.of(job.id())))
        .containsExactly(
            new Comment(before.id(), before.time(), "ada", "Grain", "Frame 14."), other);
  }

  @Test
  default void aCommentOnNothingOrOfNoWordsShouldBeRefused() {
    FarmDriver drive = drive(LAUNCH, COMMENTS);
    Comments comments = drive.farm().work().comments();
    Commented job = Commented.of(drive.launch("refused", "1", drive.work().succeed()).id());
    Commented noJob = Commented.of(new JobId("no-such-job"));
    Commented noHost = Commented.of(new HostId("no-such-host"));
    CommentId noComment = new CommentId("no-such-comment");

    assertThat(comments.on(noJob)).isEmpty();
    assertThat(comments.on(noHost)).isEmpty();
    assertThat(failureOf(() -> comments.add(noJob, "ada", "a", "b")))
        .isInstanceOf(FarmFailure.NotFound.class);
    assertThat(failureOf(() -> comments.add(noHost, "ada", "a", "b")))
        .isInstanceOf(FarmFailure.NotFound.class);
    if (!lacks().contains(Capability.KNOW_COMMENTS)) {
      assertThat(failureOf(() -> comments.change(noComment, "a", "b")))
          .isInstanceOf(FarmFailure.NotFound.class);
    }
    assertThat(failureOf(() -> comments.add(job, "ada", " ", "")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(
            failureOf(
                () -> comments.add(job, "ada", "a".repeat(CommentRules.LONGEST_SUBJECT + 1), "b")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(
            failureOf(
                () -> comments.add(job, "ada", "a", "b".repeat(CommentRules.LONGEST_MESSAGE + 1))))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(failureOf(() -> comments.add(job, "ada", "a", "b\0c")))
        .isInstanceOf(FarmFailure.Invalid.class);
    assertThat(comments.on(job)).isEmpty();
  }
}
