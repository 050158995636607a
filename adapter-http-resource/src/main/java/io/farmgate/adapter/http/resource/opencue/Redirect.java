package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.domain.Group;
import io.farmgate.domain.GroupId;
import io.farmgate.domain.Job;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.port.Redirects;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Whose turn it is when a proc has ended.
 *
 * @param name of the job or group
 * @param kill whether the proc is ended at once
 */
record Redirect(String name, BiConsumer<Redirects, ProcId> turn, boolean kill) {

  /**
   * What a body asks for.
   *
   * @param job an id or a full name
   * @param group an id, where no job is asked for
   */
  record Asked(Optional<String> job, String group, boolean kill) {

    /** Reads it; what is wrong is told before anything is looked for. */
    static Asked of(Call call) {
      Members body = call.members();
      Optional<String> job = body.text("job");
      Optional<String> group = body.text("group");
      boolean kill = body.truth("kill").orElse(false);
      if (job.isPresent() == group.isPresent()) {
        body.add("job", (job.isPresent() ? 2 : 0) + " of job and group (expected: one)");
      }
      body.done();
      return new Asked(job, group.orElse(""), kill);
    }

    /** Finds the job or the group. */
    Redirect found(Call call, BrowseFarm browse) {
      if (job.isPresent()) {
        Job to = browse.jobKnownAs(call.caller(), call.farm(), job.get());
        return new Redirect(to.name(), (on, proc) -> on.toJob(proc, to.id()), kill);
      }
      GroupId id = FarmReads.id("group", group, GroupId::new);
      Group to = browse.group(call.caller(), call.farm(), id);
      return new Redirect(to.name(), (on, proc) -> on.toGroup(proc, to.id()), kill);
    }
  }
}
