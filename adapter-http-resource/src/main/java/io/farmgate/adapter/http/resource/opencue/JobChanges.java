package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Job;
import io.farmgate.domain.port.JobControl;
import io.farmgate.domain.port.KillReason;
import io.farmgate.domain.spec.SubmissionRules;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations that change a job. */
final class JobChanges {
  private final OpenCueResourceConfig config;
  private final BrowseFarm browse;
  private final ControlFarm control;

  JobChanges(OpenCueResourceConfig config, BrowseFarm browse, ControlFarm control) {
    this.config = config;
    this.browse = browse;
    this.control = control;
  }

  /** What can be done to a job. The names are the API's words. */
  enum Action {
    pause,
    resume,
    kill
  }

  List<Operation> operations() {
    return List.of(
        Operation.delete("killJob", "/api/job/{job_id}", call -> act(call, Action.kill)),
        Operation.act("pauseJob", "/api/job/{job_id}/pause", call -> act(call, Action.pause)),
        Operation.act("resumeJob", "/api/job/{job_id}/resume", call -> act(call, Action.resume)),
        Operation.withBody("PATCH", "changeJob", "/api/job/{job_id}", this::change));
  }

  private Answer act(Call call, Action action) {
    return new Answer.Done(act(call, action, call.segment("job_id")));
  }

  /** Does it to the job of that id or name, and says what was done. */
  String act(Call call, Action action, String key) {
    Job job = browse.jobKnownAs(call.caller(), call.farm(), key);
    switch (action) {
      case pause -> control(call, "pause a job", jobs -> jobs.pause(job.id()));
      case resume -> control(call, "resume a job", jobs -> jobs.resume(job.id()));
      case kill ->
          control.killJob(call.caller(), call.farm(), job.id(), reason(config, call, "job kill"));
    }
    if (job.state().isFinished()) {
      return "Job " + job.name() + " is finished already and stays as it is";
    }
    return "Job "
        + job.name()
        + switch (action) {
          case pause -> " was paused";
          case resume -> " was resumed";
          case kill -> " was killed";
        };
  }

  private void control(Call call, String what, Consumer<JobControl> change) {
    control.job(call.caller(), call.farm(), what, change);
  }

  private Answer change(Call call) {
    Members body = call.members();
    Optional<Integer> priority = body.number("priority", 0, Integer.MAX_VALUE);
    Optional<Integer> retries = body.number("maxRetries", 0, SubmissionRules.MAX_RETRIES);
    Optional<Boolean> autoEat = body.truth("autoEat");
    Optional<Boolean> paused = body.truth("paused");
    JobBounds bounds = JobBounds.of(body);
    body.doneUnlessEmpty();
    Job job = browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id"));
    bounds.set(call, control, job);
    control(
        call,
        "change a job",
        jobs -> {
          priority.ifPresent(value -> jobs.setPriority(job.id(), value));
          retries.ifPresent(value -> jobs.setMaxRetries(job.id(), value));
          autoEat.ifPresent(value -> jobs.setAutoEat(job.id(), value));
          paused.ifPresent(value -> {
            if (value) {
              jobs.pause(job.id());
            } else {
              jobs.resume(job.id());
            }
          });
        });
    return new Answer.One<>(Shapes.JOB, browse.job(call.caller(), call.farm(), job.id()));
  }

  /** Returns who ended something, and how. */
  static KillReason reason(OpenCueResourceConfig config, Call call, String text) {
    return new KillReason(
        call.caller().subject(), config.host(), config.pid(), "resource API: " + text);
  }
}
