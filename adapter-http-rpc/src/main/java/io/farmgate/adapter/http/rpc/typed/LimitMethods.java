package io.farmgate.adapter.http.rpc.typed;

import io.farmgate.application.BrowseSetup;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.SetUpFarm;
import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.port.Limits;
import io.farmgate.opencue.wire.limit.LimitCreateRequest;
import io.farmgate.opencue.wire.limit.LimitCreateResponse;
import io.farmgate.opencue.wire.limit.LimitDeleteRequest;
import io.farmgate.opencue.wire.limit.LimitDeleteResponse;
import io.farmgate.opencue.wire.limit.LimitFindRequest;
import io.farmgate.opencue.wire.limit.LimitFindResponse;
import io.farmgate.opencue.wire.limit.LimitGetAllRequest;
import io.farmgate.opencue.wire.limit.LimitGetAllResponse;
import io.farmgate.opencue.wire.limit.LimitGetRequest;
import io.farmgate.opencue.wire.limit.LimitGetResponse;
import io.farmgate.opencue.wire.limit.LimitRenameRequest;
import io.farmgate.opencue.wire.limit.LimitRenameResponse;
import io.farmgate.opencue.wire.limit.LimitSetMaxValueRequest;
import io.farmgate.opencue.wire.limit.LimitSetMaxValueResponse;
import java.util.function.Consumer;

/** {@code limit.LimitInterface}. */
final class LimitMethods {
  private static final String SERVICE = "limit.LimitInterface/";

  private final BrowseSetup browse;
  private final SetUpFarm setup;

  LimitMethods(BrowseSetup browse, SetUpFarm setup) {
    this.browse = browse;
    this.setup = setup;
  }

  void addTo(MethodTable table) {
    addReads(table);
    addChanges(table);
  }

  private void addReads(MethodTable table) {
    table.add(
        SERVICE + "Get",
        LimitGetRequest.getDefaultInstance(),
        LimitGetResponse.class,
        (call, request) -> {
          LimitId id = Wire.id("id", request.getId(), LimitId::new);
          return LimitGetResponse.newBuilder()
              .setLimit(wire(browse.limit(call.caller(), call.farm(), id)))
              .build();
        });
    table.add(
        SERVICE + "Find",
        LimitFindRequest.getDefaultInstance(),
        LimitFindResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          return LimitFindResponse.newBuilder()
              .setLimit(wire(browse.limitNamed(call.caller(), call.farm(), name)))
              .build();
        });
    table.add(
        SERVICE + "GetAll",
        LimitGetAllRequest.getDefaultInstance(),
        LimitGetAllResponse.class,
        (call, request) ->
            LimitGetAllResponse.newBuilder()
                .addAllLimits(
                    browse.limits(call.caller(), call.farm()).stream()
                        .map(LimitMethods::wire)
                        .toList())
                .build());
  }

  private void addChanges(MethodTable table) {
    table.add(
        SERVICE + "Create",
        LimitCreateRequest.getDefaultInstance(),
        LimitCreateResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          Limit made =
              setup.make(
                  call.caller(),
                  call.farm(),
                  "create a limit",
                  ports -> ports.limits().create(name, request.getMaxValue()));
          return LimitCreateResponse.newBuilder().setLimit(wire(made)).build();
        });
    table.add(
        SERVICE + "Rename",
        LimitRenameRequest.getDefaultInstance(),
        LimitRenameResponse.class,
        (call, request) -> {
          String name = Wire.text("oldName", request.getOldName());
          String newName = Wire.text("newName", request.getNewName());
          change(call, limits -> limits.rename(name, newName));
          return LimitRenameResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "SetMaxValue",
        LimitSetMaxValueRequest.getDefaultInstance(),
        LimitSetMaxValueResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          change(call, limits -> limits.setMaxRunning(name, request.getMaxValue()));
          return LimitSetMaxValueResponse.getDefaultInstance();
        });
    table.add(
        SERVICE + "Delete",
        LimitDeleteRequest.getDefaultInstance(),
        LimitDeleteResponse.class,
        (call, request) -> {
          String name = Wire.text("name", request.getName());
          change(call, limits -> limits.delete(name));
          return LimitDeleteResponse.getDefaultInstance();
        });
  }

  private void change(Invocation call, Consumer<Limits> change) {
    setup.change(
        call.caller(), call.farm(), "change a limit", ports -> change.accept(ports.limits()));
  }

  static io.farmgate.opencue.wire.limit.Limit wire(Limit limit) {
    return io.farmgate.opencue.wire.limit.Limit.newBuilder()
        .setId(limit.id().value())
        .setName(limit.name())
        .setMaxValue(limit.maxRunning())
        .setCurrentRunning(limit.running())
        .build();
  }
}
