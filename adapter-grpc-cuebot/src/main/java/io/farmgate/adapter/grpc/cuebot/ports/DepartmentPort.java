package io.farmgate.adapter.grpc.cuebot.ports;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.Show;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Departments;
import io.farmgate.domain.spec.NameRule;
import io.farmgate.domain.spec.TaskRules;
import io.farmgate.opencue.wire.department.DeptAddDeptNameRequest;
import io.farmgate.opencue.wire.department.DeptAddDeptNameResponse;
import io.farmgate.opencue.wire.department.DeptDeleteRequest;
import io.farmgate.opencue.wire.department.DeptDeleteResponse;
import io.farmgate.opencue.wire.department.DeptDisableTiManagedRequest;
import io.farmgate.opencue.wire.department.DeptDisableTiManagedResponse;
import io.farmgate.opencue.wire.department.DeptEnableTiManagedRequest;
import io.farmgate.opencue.wire.department.DeptEnableTiManagedResponse;
import io.farmgate.opencue.wire.department.DeptGetDepartmentNamesRequest;
import io.farmgate.opencue.wire.department.DeptGetDepartmentNamesResponse;
import io.farmgate.opencue.wire.department.DeptRemoveDepartmentNameRequest;
import io.farmgate.opencue.wire.department.DeptRemoveDepartmentNameResponse;
import io.farmgate.opencue.wire.department.DeptSetManagedCoresRequest;
import io.farmgate.opencue.wire.department.DeptSetManagedCoresResponse;
import io.farmgate.opencue.wire.show.ShowGetDepartmentsRequest;
import io.farmgate.opencue.wire.show.ShowGetDepartmentsResponse;
import java.util.Comparator;
import java.util.List;

/**
 * Departments. A Cuebot stores that one is managed, and divides nothing; it has no way to remove
 * what a show has of one.
 */
final class DepartmentPort implements Departments {
  private static final String SERVICE = "department.DepartmentInterface/";

  private final FarmCalls calls;
  private final ShowPort shows;

  DepartmentPort(FarmCalls calls, ShowPort shows) {
    this.calls = calls;
    this.shows = shows;
  }

  @Override
  public List<String> names() {
    return calls
        .call(
            SERVICE + "GetDepartmentNames",
            DeptGetDepartmentNamesRequest.getDefaultInstance(),
            DeptGetDepartmentNamesResponse.parser())
        .getNamesList()
        .stream()
        .sorted()
        .toList();
  }

  @Override
  public void addName(String name) {
    NameRule.DEPARTMENT.check("department", name);
    if (names().contains(name)) {
      throw new FarmException(
          new FarmFailure.Conflict("there is a department '" + name + "' already"));
    }
    set(
        "AddDepartmentName",
        DeptAddDeptNameRequest.newBuilder().setName(name).build(),
        DeptAddDeptNameResponse.parser());
  }

  /** Makes a name known that is not: a Cuebot gives groups departments that it knows only. */
  void know(String name) {
    if (!name.isEmpty() && !names().contains(name)) {
      addName(name);
    }
  }

  @Override
  public void removeName(String name) {
    if (!names().contains(name)) {
      throw new FarmException(FarmFailure.NotFound.of("department", name));
    }
    if (shows.all().stream()
        .flatMap(show -> ofShow(show.id()).stream())
        .anyMatch(department -> department.name().equals(name))) {
      throw new FarmException(
          new FarmFailure.Precondition(
              "shows have the department '" + name + "' (expected: one that no show has)"));
    }
    set(
        "RemoveDepartmentName",
        DeptRemoveDepartmentNameRequest.newBuilder().setName(name).build(),
        DeptRemoveDepartmentNameResponse.parser());
  }

  @Override
  public List<Department> ofShow(ShowId id) {
    return shows.byId(id).map(this::ofShow).orElse(List.of());
  }

  private List<Department> ofShow(Show show) {
    return calls
        .call(
            "show.ShowInterface/GetDepartments",
            ShowGetDepartmentsRequest.newBuilder()
                .setShow(io.farmgate.opencue.wire.show.Show.newBuilder().setId(show.id().value()))
                .build(),
            ShowGetDepartmentsResponse.parser())
        .getDepartments()
        .getDepartmentsList()
        .stream()
        .map(wire ->
            new Department(
                new DepartmentId(wire.getId()),
                show.name(),
                wire.getDept(),
                wire.getTiManaged(),
                wire.getTiTask(),
                Units.cores(wire.getMinCores())))
        .sorted(Comparator.comparing(Department::name))
        .toList();
  }

  @Override
  public void manage(DepartmentId id, String as, Cores cores) {
    NameRule.DEPARTMENT.check("managed task", as);
    TaskRules.check("managed cores", cores);
    set(
        "EnableTiManaged",
        DeptEnableTiManagedRequest.newBuilder()
            .setDepartment(wire(id))
            .setTiTask(as)
            .setManagedCores(cores.asFloat())
            .build(),
        DeptEnableTiManagedResponse.parser());
  }

  @Override
  public void setManagedCores(DepartmentId id, Cores cores) {
    TaskRules.check("managed cores", cores);
    set(
        "SetManagedCores",
        DeptSetManagedCoresRequest.newBuilder()
            .setDepartment(wire(id))
            .setManagedCores(cores.asFloat())
            .build(),
        DeptSetManagedCoresResponse.parser());
  }

  @Override
  public void stopManaging(DepartmentId id) {
    set(
        "DisableTiManaged",
        DeptDisableTiManagedRequest.newBuilder().setDepartment(wire(id)).build(),
        DeptDisableTiManagedResponse.parser());
  }

  @Override
  public void delete(DepartmentId id) {
    set(
        "Delete",
        DeptDeleteRequest.newBuilder().setDepartment(wire(id)).build(),
        DeptDeleteResponse.parser());
  }

  private <R extends Message> void set(String method, Message request, Parser<R> parser) {
    calls.call(SERVICE + method, request, parser);
  }

  static io.farmgate.opencue.wire.department.Department wire(DepartmentId id) {
    return io.farmgate.opencue.wire.department.Department.newBuilder().setId(id.value()).build();
  }
}
