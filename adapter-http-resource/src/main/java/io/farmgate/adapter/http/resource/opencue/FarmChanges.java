package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Host;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.ProcId;
import java.util.List;

/** The operations that change hosts and procs. */
final class FarmChanges {
  private final OpenCueResourceConfig config;
  private final BrowseFarm browse;
  private final ControlFarm control;

  FarmChanges(OpenCueResourceConfig config, BrowseFarm browse, ControlFarm control) {
    this.config = config;
    this.browse = browse;
    this.control = control;
  }

  /** What can be done to a host. The names are the API's words. */
  enum Action {
    lock,
    unlock
  }

  List<Operation> operations() {
    return List.of(
        Operation.act("lockHost", "/api/host/{host_id}/lock", call -> act(call, Action.lock)),
        Operation.act("unlockHost", "/api/host/{host_id}/unlock", call -> act(call, Action.unlock)),
        Operation.act("killProc", "/api/proc/{proc_id}/kill", this::killProc),
        Operation.act("unbookProc", "/api/proc/{proc_id}/unbook", this::unbookProc));
  }

  private Answer act(Call call, Action action) {
    return new Answer.Done(act(call, action, call.segment("host_id")));
  }

  /** Does it to the host of that id or name, and says what was done. */
  String act(Call call, Action action, String key) {
    Host host = browse.hostKnownAs(call.caller(), call.farm(), key);
    LockState lock =
        switch (action) {
          case lock -> LockState.LOCKED;
          case unlock -> LockState.OPEN;
        };
    control.lockHost(call.caller(), call.farm(), host.id(), lock);
    return "Host " + host.name() + " is " + lock;
  }

  private Answer killProc(Call call) {
    ProcId proc = FarmReads.id(call, "proc", ProcId::new);
    control.killProc(
        call.caller(), call.farm(), proc, JobChanges.reason(config, call, "proc kill"));
    return new Answer.Done("Proc " + proc + " was killed");
  }

  private Answer unbookProc(Call call) {
    ProcId proc = FarmReads.id(call, "proc", ProcId::new);
    control.unbookProc(call.caller(), call.farm(), proc);
    return new Answer.Done("Proc " + proc + " takes no further frame");
  }
}
