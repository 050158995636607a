package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.Job;
import io.farmgate.domain.JobState;
import io.farmgate.domain.Show;
import io.farmgate.domain.port.JobQuery;
import java.util.List;
import java.util.Set;

/** The operations that read. */
final class Reads {
  private static final Parameter<Set<JobState>> JOB_STATE =
      Parameter.word("state", JobWord.words());
  private static final Parameter<HostWord> HOST_STATE = Parameter.word("state", HostWord.words());

  private final BrowseFarm browse;

  Reads(BrowseFarm browse) {
    this.browse = browse;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listShows", "/api/show", this::shows),
        Operation.get("listJobs", "/api/show/{show_id}/job", this::jobs, JOB_STATE),
        Operation.get("getJob", "/api/job/{job_id}", this::job),
        Operation.get("listLayers", "/api/job/{job_id}/layer", this::layers),
        Operation.get("listHosts", "/api/host", this::hosts, HOST_STATE));
  }

  private Answer shows(Call call) {
    return new Answer.Several<>("shows", Shapes.SHOW, browse.shows(call.caller(), call.farm()));
  }

  private Answer jobs(Call call) {
    Show show = browse.showKnownAs(call.caller(), call.farm(), call.segment("show_id"));
    JobQuery query =
        new JobQuery(
            Set.of(),
            Set.of(),
            List.of(),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(show.name()),
            call.query().get(JOB_STATE).orElse(Set.of()),
            true,
            0);
    return new Answer.Several<>("jobs", Shapes.JOB, browse.jobs(call.caller(), call.farm(), query));
  }

  private Answer job(Call call) {
    return new Answer.One<>(Shapes.JOB, known(call));
  }

  private Answer layers(Call call) {
    Job job = known(call);
    return new Answer.Several<>(
        "layers",
        Shapes.LAYER,
        browse.layers(call.caller(), call.farm(), job.id()).stream()
            .map(layer -> new LayerOfJob(layer, job))
            .toList());
  }

  private Job known(Call call) {
    return browse.jobKnownAs(call.caller(), call.farm(), call.segment("job_id"));
  }

  private Answer hosts(Call call) {
    HostWord wanted = call.query().get(HOST_STATE).orElse(null);
    return new Answer.Several<>(
        "hosts",
        Shapes.HOST,
        browse.hosts(call.caller(), call.farm()).stream()
            .filter(host -> wanted == null || HostWord.of(host.hardwareState()) == wanted)
            .toList());
  }
}
