package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.domain.Proc;
import io.farmgate.domain.ProcId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.WorkPorts;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The operations that read procs, that change several of them by a filter, and that say whose turn
 * it is when one has ended.
 */
final class ProcOperations {
  private static final String ALL = "/api/proc";
  private static final String ONE = ALL + "/{proc_id}";

  private static final Held<Proc> LIST =
      Held.of(
          "procs",
          FarmShapes.PROC,
          "startTime",
          "-startTime",
          "host",
          "-host",
          "job",
          "-job",
          "usedMemory",
          "-usedMemory");

  private final OpenCueResourceConfig config;
  private final BrowseFarm browse;
  private final ControlFarm control;
  private final ProcFilters filters;

  ProcOperations(OpenCueResourceConfig config, BrowseFarm browse, ControlFarm control) {
    this.config = config;
    this.browse = browse;
    this.control = control;
    this.filters = new ProcFilters(browse);
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listProcs", ALL, this::list, ProcFilters.ALL)
            .telling(FarmShapes.PROC)
            .inPages(LIST.sort()),
        Operation.get("getProc", ONE, this::one).telling(FarmShapes.PROC),
        Operation.act("unbookProcs", ALL + "/unbook", this::unbook, ProcFilters.ALL),
        Operation.act("killProcs", ALL + "/kill", this::kill, ProcFilters.ALL),
        Operation.withBody(
            "POST", "redirectProcs", ALL + "/redirect", this::redirectAll, ProcFilters.ALL),
        Operation.withBody("POST", "redirectProc", ONE + "/redirect", this::redirect),
        Operation.delete("clearProcRedirect", ONE + "/redirect", this::clear));
  }

  private Answer list(Call call) {
    return LIST.answer(call, filters.select(call));
  }

  private Answer one(Call call) {
    return FarmReads.one(call, "proc", ProcId::new, browse::proc, FarmShapes.PROC);
  }

  private Answer unbook(Call call) {
    return each(
        call,
        "unbook a proc",
        "will take no further frame",
        (_, proc) -> control.unbookProc(call.caller(), call.farm(), proc));
  }

  private Answer kill(Call call) {
    return each(call, "kill a proc", "killed", (_, proc) -> kill(call, proc));
  }

  private void kill(Call call, ProcId proc) {
    control.killProc(
        call.caller(), call.farm(), proc, JobChanges.reason(config, call, "proc kill"));
  }

  private Answer redirectAll(Call call) {
    Redirect redirect = Redirect.Asked.of(call).found(call, browse);
    return each(
        call,
        "redirect a proc",
        "redirected to " + redirect.name(),
        (ports, proc) -> redirect(call, ports, proc, redirect));
  }

  private Answer redirect(Call call) {
    Redirect.Asked asked = Redirect.Asked.of(call);
    ProcId proc =
        browse.proc(call.caller(), call.farm(), FarmReads.id(call, "proc", ProcId::new)).id();
    Redirect redirect = asked.found(call, browse);
    control
        .work()
        .change(
            call.caller(),
            call.farm(),
            "redirect a proc",
            ports -> redirect(call, ports, proc, redirect));
    return new Answer.Done("Proc " + proc + " was redirected to " + redirect.name());
  }

  private void redirect(Call call, WorkPorts ports, ProcId proc, Redirect redirect) {
    redirect.turn().accept(ports.redirects(), proc);
    if (redirect.kill()) {
      kill(call, proc);
    }
  }

  private Answer clear(Call call) {
    ProcId proc = FarmReads.id(call, "proc", ProcId::new);
    boolean was =
        control
            .work()
            .make(call.caller(), call.farm(), "redirect a proc", on -> on.redirects().clear(proc));
    return new Answer.Done(
        "Proc " + proc + (was ? " is redirected no longer" : " was not redirected"));
  }

  /** Does it to all procs that are chosen. One that has ended meanwhile is not counted. */
  private Answer each(Call call, String what, String done, BiConsumer<WorkPorts, ProcId> change) {
    int changed =
        control
            .work()
            .make(
                call.caller(),
                call.farm(),
                what,
                ports -> {
                  int count = 0;
                  for (Proc proc : filters.selectSome(call)) {
                    count += there(() -> change.accept(ports, proc.id())) ? 1 : 0;
                  }
                  return count;
                });
    return new Answer.Changed(changed + (changed == 1 ? " proc " : " procs ") + done, changed);
  }

  private static boolean there(Runnable change) {
    try {
      change.run();
      return true;
    } catch (FarmException e) {
      if (e.failure() instanceof FarmFailure.NotFound) {
        return false;
      }
      throw e;
    }
  }
}
