package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Comments;
import io.farmgate.domain.spec.CommentRules;
import io.farmgate.opencue.wire.comment.Comment;
import io.farmgate.opencue.wire.comment.CommentDeleteRequest;
import io.farmgate.opencue.wire.comment.CommentDeleteResponse;
import io.farmgate.opencue.wire.comment.CommentSaveRequest;
import io.farmgate.opencue.wire.comment.CommentSaveResponse;
import io.farmgate.opencue.wire.comment.CommentSeq;
import io.farmgate.opencue.wire.host.HostAddCommentRequest;
import io.farmgate.opencue.wire.host.HostAddCommentResponse;
import io.farmgate.opencue.wire.host.HostGetCommentsRequest;
import io.farmgate.opencue.wire.host.HostGetCommentsResponse;
import io.farmgate.opencue.wire.job.JobAddCommentRequest;
import io.farmgate.opencue.wire.job.JobAddCommentResponse;
import io.farmgate.opencue.wire.job.JobGetCommentsRequest;
import io.farmgate.opencue.wire.job.JobGetCommentsResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Comments. The farm does not say which one it has added, so that takes a second call. */
final class CommentPort implements Comments {
  private static final String SERVICE = "comment.CommentInterface/";

  private final FarmCalls calls;

  CommentPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<io.farmgate.domain.Comment> on(Commented thing) {
    Optional<CommentSeq> found =
        switch (thing) {
          case Commented.OfJob job ->
              calls
                  .find(
                      "job.JobInterface/GetComments",
                      JobGetCommentsRequest.newBuilder()
                          .setJob(JobControlPort.job(job.id()))
                          .build(),
                      JobGetCommentsResponse.parser())
                  .map(JobGetCommentsResponse::getComments);
          case Commented.OfHost host ->
              calls
                  .find(
                      "host.HostInterface/GetComments",
                      HostGetCommentsRequest.newBuilder().setHost(HostPort.wire(host.id())).build(),
                      HostGetCommentsResponse.parser())
                  .map(HostGetCommentsResponse::getComments);
        };
    return found
        .map(comments ->
            comments.getCommentsList().stream()
                .map(CommentPort::comment)
                .sorted(Comparator.comparing(io.farmgate.domain.Comment::time))
                .toList())
        .orElse(List.of());
  }

  @Override
  public io.farmgate.domain.Comment add(
      Commented thing, String user, String subject, String message) {
    CommentRules.check(user, subject, message);
    Comment added =
        Comment.newBuilder().setUser(user).setSubject(subject).setMessage(message).build();
    switch (thing) {
      case Commented.OfJob job ->
          calls.call(
              "job.JobInterface/AddComment",
              JobAddCommentRequest.newBuilder()
                  .setJob(JobControlPort.job(job.id()))
                  .setNewComment(added)
                  .build(),
              JobAddCommentResponse.parser());
      case Commented.OfHost host ->
          calls.call(
              "host.HostInterface/AddComment",
              HostAddCommentRequest.newBuilder()
                  .setHost(HostPort.wire(host.id()))
                  .setNewComment(added)
                  .build(),
              HostAddCommentResponse.parser());
    }
    return on(thing).reversed().stream()
        .filter(one ->
            one.user().equals(user)
                && one.subject().equals(subject)
                && one.message().equals(message))
        .findFirst()
        .orElseThrow(() ->
            new FarmException(
                new FarmFailure.Fault("the farm took the comment and does not list it")));
  }

  /** Cuebot's own answer to an id that it does not know was not seen. */
  @Override
  public void change(CommentId id, String subject, String message) {
    CommentRules.check(subject, message);
    calls.call(
        SERVICE + "Save",
        CommentSaveRequest.newBuilder()
            .setComment(wire(id).setSubject(subject).setMessage(message))
            .build(),
        CommentSaveResponse.parser());
  }

  @Override
  public void delete(CommentId id) {
    calls.call(
        SERVICE + "Delete",
        CommentDeleteRequest.newBuilder().setComment(wire(id)).build(),
        CommentDeleteResponse.parser());
  }

  private static Comment.Builder wire(CommentId id) {
    return Comment.newBuilder().setId(id.value());
  }

  private static io.farmgate.domain.Comment comment(Comment wire) {
    return new io.farmgate.domain.Comment(
        new CommentId(wire.getId()),
        Units.instant(wire.getTimestamp()),
        wire.getUser(),
        wire.getSubject(),
        wire.getMessage());
  }
}
