package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Host;
import io.farmgate.domain.Host.LockState;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
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

  /** What can be done to a proc. The names are the API's words. */
  enum ProcAction {
    kill,
    unbook
  }

  List<Operation> operations() {
    return List.of(
        Operation.act("lockHost", "/api/host/{host_id}/lock", call -> act(call, Action.lock)),
        Operation.act("unlockHost", "/api/host/{host_id}/unlock", call -> act(call, Action.unlock)),
        Operation.act("killProc", "/api/proc/{proc_id}/kill", call -> proc(call, ProcAction.kill)),
        Operation.act(
            "unbookProc", "/api/proc/{proc_id}/unbook", call -> proc(call, ProcAction.unbook)));
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

  private Answer proc(Call call, ProcAction action) {
    return new Answer.Done(act(call, action, call.segment("proc_id")));
  }

  /** Does it to the proc of that id, and says what was done. */
  String act(Call call, ProcAction action, String id) {
    if (id.isBlank()) {
      throw new FarmException(FarmFailure.NotFound.of("proc", id));
    }
    ProcId proc = new ProcId(id);
    switch (action) {
      case kill ->
          control.killProc(
              call.caller(), call.farm(), proc, JobChanges.reason(config, call, "proc kill"));
      case unbook -> control.unbookProc(call.caller(), call.farm(), proc);
    }
    return "Proc "
        + proc
        + switch (action) {
          case kill -> " was killed";
          case unbook -> " takes no further frame";
        };
  }
}
