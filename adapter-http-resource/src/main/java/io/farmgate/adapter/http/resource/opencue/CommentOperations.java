package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Comment;
import io.farmgate.domain.CommentId;
import io.farmgate.domain.Commented;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The operations on what people leave on jobs and hosts. A comment has its place under what it is
 * on: not every farm can find one by its id alone.
 */
final class CommentOperations {
  static final Shape<Comment> COMMENT =
      Shape.<Comment>of("Comment")
          .text("id", comment -> comment.id().value())
          .time("time", Comment::time)
          .text("user", Comment::user)
          .text("subject", Comment::subject)
          .text("message", Comment::message)
          .build();

  private static final Held<Comment> LIST =
      Held.of("comments", COMMENT, "time", "-time", "user", "-user");

  private final BrowseFarm browse;
  private final ControlFarm control;

  CommentOperations(BrowseFarm browse, ControlFarm control) {
    this.browse = browse;
    this.control = control;
  }

  List<Operation> operations() {
    return Stream.of(
            on("Job", "/api/job/{job_id}/comment", this::job),
            on("Host", "/api/host/{host_id}/comment", this::host))
        .flatMap(List::stream)
        .toList();
  }

  private List<Operation> on(String kind, String place, Function<Call, Commented> thing) {
    String one = place + "/{comment_id}";
    return List.of(
        Operation.get("list" + kind + "Comments", place, call -> list(call, thing.apply(call)))
            .telling(COMMENT)
            .inPages(LIST.sort()),
        Operation.withBody("POST", "add" + kind + "Comment", place, call -> add(call, thing)),
        Operation.withBody("PATCH", "change" + kind + "Comment", one, call -> change(call, thing)),
        Operation.delete("delete" + kind + "Comment", one, call -> delete(call, thing)));
  }

  private Commented job(Call call) {
    return Commented.of(browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id")).id());
  }

  private Commented host(Call call) {
    return Commented.of(
        browse.hostKnownAs(call.caller(), call.farm(), call.segment("host_id")).id());
  }

  private Answer list(Call call, Commented thing) {
    return LIST.answer(call, browse.work().comments(call.caller(), call.farm(), thing));
  }

  private Answer add(Call call, Function<Call, Commented> on) {
    Members body = call.members();
    String user = body.text("user").orElse(call.caller().subject());
    String subject = body.text("subject").orElse("");
    String message = body.text("message").orElse("");
    body.done();
    Commented thing = on.apply(call);
    return new Answer.One<>(
        201,
        COMMENT,
        control
            .work()
            .make(
                call.caller(),
                call.farm(),
                "leave a comment",
                work -> work.comments().add(thing, user, subject, message)));
  }

  private Answer change(Call call, Function<Call, Commented> on) {
    Members body = call.members();
    Optional<String> subject = body.text("subject");
    Optional<String> message = body.text("message");
    body.doneUnlessEmpty();
    Commented thing = on.apply(call);
    Comment before = known(call, thing);
    control
        .work()
        .change(
            call.caller(),
            call.farm(),
            "change a comment",
            work ->
                work.comments()
                    .change(
                        before.id(),
                        subject.orElse(before.subject()),
                        message.orElse(before.message())));
    return new Answer.One<>(COMMENT, known(call, thing));
  }

  private Answer delete(Call call, Function<Call, Commented> on) {
    Comment comment = known(call, on.apply(call));
    control
        .work()
        .change(
            call.caller(),
            call.farm(),
            "delete a comment",
            work -> work.comments().delete(comment.id()));
    return new Answer.Done("Comment " + comment.id() + " was deleted");
  }

  /** A comment on something else is not there. */
  private Comment known(Call call, Commented thing) {
    return browse
        .work()
        .comment(call.caller(), call.farm(), thing, FarmReads.id(call, "comment", CommentId::new));
  }
}
