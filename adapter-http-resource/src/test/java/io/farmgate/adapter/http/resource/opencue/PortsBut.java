package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.port.Changes;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.port.Frames;
import io.farmgate.domain.port.Jobs;

/** The ports of a farm, but for one. */
final class PortsBut {
  private PortsBut() {}

  static FarmPorts jobs(FarmPorts farm, Jobs jobs) {
    return ports(farm, jobs, farm.frames(), farm.changes());
  }

  static FarmPorts frames(FarmPorts farm, Frames frames) {
    return ports(farm, farm.jobs(), frames, farm.changes());
  }

  static FarmPorts changes(FarmPorts farm, Changes changes) {
    return ports(farm, farm.jobs(), farm.frames(), changes);
  }

  private static FarmPorts ports(FarmPorts farm, Jobs jobs, Frames frames, Changes changes) {
    return new FarmPorts(
        farm.shows(),
        jobs,
        farm.jobControl(),
        farm.layers(),
        frames,
        farm.frameControl(),
        farm.logs(),
        farm.hosts(),
        farm.procs(),
        farm.groups(),
        farm.owners(),
        farm.deeds(),
        farm.submissions(),
        farm.setup(),
        farm.work(),
        changes);
  }
}
