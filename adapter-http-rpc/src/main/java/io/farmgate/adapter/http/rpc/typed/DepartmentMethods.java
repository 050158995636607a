package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Cores;
import io.farmgate.domain.Department;
import io.farmgate.domain.DepartmentId;
import io.farmgate.domain.ShowId;
import io.farmgate.domain.port.Departments;
import io.farmgate.opencue.wire.department.DepartmentSeq;
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
import io.farmgate.opencue.wire.show.ShowGetDepartmentRequest;
import io.farmgate.opencue.wire.show.ShowGetDepartmentResponse;
import io.farmgate.opencue.wire.show.ShowGetDepartmentsRequest;
import io.farmgate.opencue.wire.show.ShowGetDepartmentsResponse;
import java.util.function.Consumer;

/**
 * What {@code department.DepartmentInterface} says of departments themselves, and what shows have
 * of them.
 */
final class DepartmentMethods {
  private static final String SERVICE = "department.DepartmentInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  DepartmentMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addNames(table);
    addOfShows(table);
    addManagement(table);
  }

  private void addNames(MethodTable table) {
    table.add(
        SERVICE + "GetDepartmentNames",
        DeptGetDepartmentNamesRequest.getDefaultInstance(),
        DeptGetDepartmentNamesResponse.class,
        (call, request) ->
            DeptGetDepartmentNamesResponse.newBuilder()
                .addAllNames(browse.departmentNames(call.caller(), call.farm()))
                .build());
    table.add(
        SERVICE + "AddDepartmentName",
        DeptAddDeptNameRequest.getDefaultInstance(),
        DeptAddDeptNameResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          change(call, departments -> departments.addName(name));
          return DeptAddDeptNameResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "RemoveDepartmentName",
        DeptRemoveDepartmentNameRequest.getDefaultInstance(),
        DeptRemoveDepartmentNameResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          change(call, departments -> departments.removeName(name));
          return DeptRemoveDepartmentNameResponse.getDefaultInstance();
        });
  }

  private void addOfShows(MethodTable table) {
    table.add(
        "show.ShowInterface/GetDepartment",
        ShowGetDepartmentRequest.getDefaultInstance(),
        ShowGetDepartmentResponse.class,
        (call, request) -> {
          ShowId show = Wire.id("show.id", request.getShow().getId(), ShowId::new);
          String name = Wire.text("department", request.getDepartment());
          return ShowGetDepartmentResponse.newBuilder()
              .setDepartment(wire(browse.departmentNamed(call.caller(), call.farm(), show, name)))
              .build();
        });
    table.add(
        "show.ShowInterface/GetDepartments",
        ShowGetDepartmentsRequest.getDefaultInstance(),
        ShowGetDepartmentsResponse.class,
        (call, request) -> {
          ShowId show = Wire.id("show.id", request.getShow().getId(), ShowId::new);
          DepartmentSeq.Builder departments = DepartmentSeq.newBuilder();
          browse.departments(call.caller(), call.farm(), show).stream()
              .map(DepartmentMethods::wire)
              .forEach(departments::addDepartments);
          return ShowGetDepartmentsResponse.newBuilder().setDepartments(departments).build();
        });
    table.add(
        SERVICE + "Delete",
        DeptDeleteRequest.getDefaultInstance(),
        DeptDeleteResponse.class,
        (call, request) -> {
          DepartmentId id = id(request.getDepartment());
          change(call, departments -> departments.delete(id));
          return DeptDeleteResponse.getDefaultInstance();
        });
  }

  private void addManagement(MethodTable table) {
    table.add(
        SERVICE + "EnableTiManaged",
        DeptEnableTiManagedRequest.getDefaultInstance(),
        DeptEnableTiManagedResponse.class,
        (call, request) -> {
          DepartmentId id = id(request.getDepartment());
          String task = Wire.text("tiTask", request.getTiTask());
          Cores cores = Wire.cores("managedCores", request.getManagedCores());
          change(call, departments -> departments.manage(id, task, cores));
          return DeptEnableTiManagedResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "DisableTiManaged",
        DeptDisableTiManagedRequest.getDefaultInstance(),
        DeptDisableTiManagedResponse.class,
        (call, request) -> {
          DepartmentId id = id(request.getDepartment());
          change(call, departments -> departments.stopManaging(id));
          return DeptDisableTiManagedResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetManagedCores",
        DeptSetManagedCoresRequest.getDefaultInstance(),
        DeptSetManagedCoresResponse.class,
        (call, request) -> {
          DepartmentId id = id(request.getDepartment());
          Cores cores = Wire.cores("managedCores", request.getManagedCores());
          change(call, departments -> departments.setManagedCores(id, cores));
          return DeptSetManagedCoresResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, Consumer<Departments> change) {
    setup.change(
        call.caller(),
        call.farm(),
        "change a department",
        ports -> change.accept(ports.departments()));
  }

  static DepartmentId id(io.farmgate.opencue.wire.department.Department department) {
    return Wire.id("department.id", department.getId(), DepartmentId::new);
  }

  private static io.farmgate.opencue.wire.department.Department wire(Department department) {
    return io.farmgate.opencue.wire.department.Department.newBuilder()
        .setId(department.id().value())
        .setName(department.show() + "." + department.name())
        .setDept(department.name())
        .setTiManaged(department.managed())
        .setTiTask(department.managedAs())
        .setMinCores(department.managedCores().asFloat())
        .build();
  }
}
