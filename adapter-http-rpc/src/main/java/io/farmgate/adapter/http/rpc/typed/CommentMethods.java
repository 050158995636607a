package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.BrowseWork;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.ControlWork;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import io.farmgate.domain.HostId;
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

/**
 * {@code comment.CommentInterface}, and the comments of jobs and hosts. Who sends no user comments
 * as whom their token names.
 */
final class CommentMethods {
  private static final String SERVICE = "comment.CommentInterface/";

  private final BrowseWork browse;
  private final ControlWork control;

  CommentMethods(BrowseFarm browse, ControlFarm control) {
    this.browse = browse.work();
    this.control = control.work();
  }

  void addTo(MethodTable table) {
    addOfJobs(table);
    addOfHosts(table);
    addSingle(table);
  }

  private void addOfJobs(MethodTable table) {
    table.add(
        "job.JobInterface/GetComments",
        JobGetCommentsRequest.getDefaultInstance(),
        JobGetCommentsResponse.class,
        (call, request) ->
            JobGetCommentsResponse.newBuilder()
                .setComments(list(call, Commented.of(JobMethods.id(request.getJob()))))
                .build());
    table.add(
        "job.JobInterface/AddComment",
        JobAddCommentRequest.getDefaultInstance(),
        JobAddCommentResponse.class,
        (call, request) -> {
          Commented job = Commented.of(JobMethods.id(request.getJob()));
          add(call, "comment on a job", job, request.getNewComment());
          return JobAddCommentResponse.getDefaultInstance();
        });
  }

  private void addOfHosts(MethodTable table) {
    table.add(
        "host.HostInterface/GetComments",
        HostGetCommentsRequest.getDefaultInstance(),
        HostGetCommentsResponse.class,
        (call, request) ->
            HostGetCommentsResponse.newBuilder()
                .setComments(list(call, Commented.of(host(request.getHost().getId()))))
                .build());
    table.add(
        "host.HostInterface/AddComment",
        HostAddCommentRequest.getDefaultInstance(),
        HostAddCommentResponse.class,
        (call, request) -> {
          Commented host = Commented.of(host(request.getHost().getId()));
          add(call, "comment on a host", host, request.getNewComment());
          return HostAddCommentResponse.getDefaultInstance();
        });
  }

  private void addSingle(MethodTable table) {
    table.add(
        SERVICE + "Save",
        CommentSaveRequest.getDefaultInstance(),
        CommentSaveResponse.class,
        (call, request) -> {
          Comment comment = request.getComment();
          CommentId id = id(comment);
          control.change(
              call.caller(),
              call.farm(),
              "change a comment",
              on -> on.comments().change(id, comment.getSubject(), comment.getMessage()));
          return CommentSaveResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        CommentDeleteRequest.getDefaultInstance(),
        CommentDeleteResponse.class,
        (call, request) -> {
          CommentId id = id(request.getComment());
          control.change(
              call.caller(), call.farm(), "delete a comment", on -> on.comments().delete(id));
          return CommentDeleteResponse.getDefaultInstance();
        });
  }

  private CommentSeq list(Invocation call, Commented thing) {
    return CommentSeq.newBuilder()
        .addAllComments(
            browse.comments(call.caller(), call.farm(), thing).stream()
                .map(CommentMethods::wire)
                .toList())
        .build();
  }

  private void add(Invocation call, String what, Commented thing, Comment comment) {
    String user = comment.getUser().isBlank() ? call.caller().subject() : comment.getUser();
    control.change(
        call.caller(),
        call.farm(),
        what,
        on -> on.comments().add(thing, user, comment.getSubject(), comment.getMessage()));
  }

  private static CommentId id(Comment comment) {
    return Wire.id("comment.id", comment.getId(), CommentId::new);
  }

  private static HostId host(String id) {
    return Wire.id("host.id", id, HostId::new);
  }

  private static Comment wire(io.farmgate.domain.Comment comment) {
    return Comment.newBuilder()
        .setId(comment.id().value())
        .setTimestamp(Wire.seconds(comment.time()))
        .setUser(comment.user())
        .setSubject(comment.subject())
        .setMessage(comment.message())
        .build();
  }
}
