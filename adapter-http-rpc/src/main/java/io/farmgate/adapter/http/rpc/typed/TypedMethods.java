package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.TypedMethod;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.opencue.protocol.Compatibility;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The methods of OpenCue's contract that work on any farm, each done by an ordinary use case. A
 * method that is not here is answered as unsupported by the farm.
 *
 * <p>Field meanings are Cuebot's: times are seconds since 1970 and 0 where there is none, memory is
 * kilobytes (1024 bytes), cores are floats, a job is PENDING until it is FINISHED. Immutable.
 */
public final class TypedMethods {
  private final Map<String, MethodTable.Row> rows;

  /**
   * Gathers the handlers and compares them with the contract.
   *
   * @throws IllegalStateException that names every handler which does not fit
   */
  public TypedMethods(
      BrowseFarm browse,
      ControlFarm control,
      SubmitWork submit,
      Clock clock,
      MethodCatalogue catalogue) {
    MethodTable table = new MethodTable();
    new ShowMethods(browse, control).addTo(table);
    new JobMethods(browse, submit, clock).addTo(table);
    new JobChangeMethods(browse, control).addTo(table);
    new LayerMethods(browse, control).addTo(table);
    new FrameMethods(browse, control).addTo(table);
    new HostMethods(browse, control).addTo(table);
    new HostChangeMethods(control).addTo(table);
    new ProcMethods(browse, control).addTo(table);
    new RedirectMethods(browse, control).addTo(table);
    new CueMethods(browse).addTo(table);
    new GroupMethods(browse, control).addTo(table);
    new GroupTreeMethods(control).addTo(table);
    new OwnerMethods(browse, control).addTo(table);
    new FacilityMethods(browse.setup(), control.setup()).addTo(table);
    new AllocationMethods(browse.setup(), control.setup()).addTo(table);
    new SubscriptionMethods(browse.setup(), control.setup()).addTo(table);
    new LimitMethods(browse.setup(), control.setup()).addTo(table);
    new ServiceMethods(browse.setup(), control.setup()).addTo(table);
    new ShowChangeMethods(browse, control.setup()).addTo(table);
    new FilterMethods(browse, control).addTo(table);
    new FilterPartMethods(browse.setup(), control.setup()).addTo(table);
    new DependMethods(browse, control).addTo(table);
    new CommentMethods(browse, control).addTo(table);
    new LayerSetMethods(control).addTo(table);
    new LayerPartMethods(browse, control).addTo(table);
    new JobUpkeepMethods(control).addTo(table);
    new FrameMarkMethods(browse, control).addTo(table);
    new FrameOrderMethods(control).addTo(table);
    new FrameNoteMethods(browse, control).addTo(table);
    new LendingMethods(browse, control).addTo(table);
    new DepartmentMethods(browse.setup(), control.setup()).addTo(table);
    new TaskMethods(browse.setup(), control.setup()).addTo(table);
    rows = table.rows();
    check(catalogue);
  }

  /** Returns what does a method, {@code package.Service/Method}. */
  public Optional<TypedMethod> find(String method) {
    return Optional.ofNullable(rows.get(method)).map(MethodTable.Row::method);
  }

  /** Returns the names of the methods that are here. */
  public Set<String> names() {
    return rows.keySet();
  }

  private void check(MethodCatalogue catalogue) {
    List<String> problems = new ArrayList<>();
    rows.forEach((name, row) -> {
      Optional<RpcMethod> method = catalogue.find(name).or(() -> AddedMethods.find(name));
      if (method.isEmpty()) {
        problems.add(name + ": not in the contract");
        return;
      }
      // By name, not identity: an operator's descriptor set may have added to the contract's own.
      Compatibility.conflicts(row.request().getDescriptorForType(), method.get().request())
          .forEach(conflict -> problems.add(name + ": takes " + conflict));
      if (!row.response().getSimpleName().equals(method.get().response().getName())) {
        problems.add(name + ": answers " + method.get().response().getFullName());
      }
    });
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "handlers that do not fit the contract:\n  " + String.join("\n  ", problems));
    }
  }
}
