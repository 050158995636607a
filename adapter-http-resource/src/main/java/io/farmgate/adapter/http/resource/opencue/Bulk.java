package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.failure.FarmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One action on several things. Each is done by itself and has a result of its own. */
final class Bulk {
  /** Things in one call. */
  static final int MOST = 1000;

  static final Shape<Result> RESULT =
      Shape.<Result>of("BulkResult")
          .text("id", Result::id)
          .truth("success", result -> result.code() < 400)
          .number("code", Result::code)
          .text("message", Result::message)
          .build();

  private final JobChanges jobs;
  private final FrameChanges frames;
  private final FarmChanges hosts;

  Bulk(JobChanges jobs, FrameChanges frames, FarmChanges hosts) {
    this.jobs = jobs;
    this.frames = frames;
    this.hosts = hosts;
  }

  /**
   * What became of one.
   *
   * @param code the status that it would have been answered alone
   */
  record Result(String id, int code, String message) {}

  /** Does one thing and says what was done. */
  private interface Deed<A> {
    String act(Call call, A action, String id);
  }

  List<Operation> operations() {
    return List.of(
        Operation.withBody(
            "POST",
            "bulkJobs",
            "/api/bulk/job",
            call -> answer(call, JobChanges.Action.class, jobs::act)),
        Operation.withBody(
            "POST",
            "bulkLayers",
            "/api/bulk/layer",
            call ->
                answer(
                    call,
                    FrameChanges.Action.class,
                    (one, action, id) -> FrameChanges.said(action, frames.layer(one, action, id)))),
        Operation.withBody(
            "POST",
            "bulkProcs",
            "/api/bulk/proc",
            call -> answer(call, FarmChanges.ProcAction.class, hosts::act)),
        Operation.withBody(
            "POST",
            "bulkFrames",
            "/api/bulk/frame",
            call ->
                answer(
                    call,
                    FrameChanges.Action.class,
                    (one, action, id) -> FrameChanges.said(action, frames.one(one, action, id)))),
        Operation.withBody(
            "POST",
            "bulkHosts",
            "/api/bulk/host",
            call -> answer(call, FarmChanges.Action.class, hosts::act)));
  }

  private <A extends Enum<A>> Answer answer(Call call, Class<A> actions, Deed<A> deed) {
    Members body = call.members();
    Optional<A> action = body.neededWord("action", actions);
    List<String> ids = body.texts("ids");
    if (ids.isEmpty() || ids.size() > MOST) {
      body.add("ids", ids.size() + " of them (expected: 1 to " + MOST + ")");
    }
    body.done();
    List<Result> results = new ArrayList<>();
    for (String id : ids) {
      results.add(result(call, action.orElseThrow(), id, deed));
    }
    return new Answer.Several<>("results", RESULT, results);
  }

  private <A> Result result(Call call, A action, String id, Deed<A> deed) {
    try {
      return new Result(id, 200, deed.act(call, action, id));
    } catch (FarmException e) {
      return new Result(
          id, ResourceFailures.status(e.failure()), ResourceFailures.message(e.failure()));
    }
  }
}
