package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Job;
import io.farmgate.domain.port.KillReason;
import java.util.List;

/** The operations that change. */
final class Changes {
  private final OpenCueResourceConfig config;
  private final BrowseFarm browse;
  private final ControlFarm control;

  Changes(OpenCueResourceConfig config, BrowseFarm browse, ControlFarm control) {
    this.config = config;
    this.browse = browse;
    this.control = control;
  }

  List<Operation> operations() {
    return List.of(Operation.delete("killJob", "/api/job/{job_id}", this::killJob));
  }

  private Answer killJob(Call call) {
    Job job = browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id"));
    control.killJob(call.caller(), call.farm(), job.id(), reason(call, "killed by DELETE"));
    return new Answer.Done(
        job.state().isFinished()
            ? "Job " + job.name() + " is finished already and stays as it is"
            : "Job " + job.name() + " was killed");
  }

  private KillReason reason(Call call, String text) {
    return new KillReason(call.caller().subject(), config.host(), config.pid(), text);
  }
}
