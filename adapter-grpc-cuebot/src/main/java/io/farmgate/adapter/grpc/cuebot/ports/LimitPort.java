package io.farmgate.adapter.grpc.cuebot.ports;

import io.farmgate.domain.Limit;
import io.farmgate.domain.LimitId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Limits;
import io.farmgate.domain.spec.NameRule;
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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Limits. A Cuebot takes any name and any number for one. */
final class LimitPort implements Limits {
  private static final String SERVICE = "limit.LimitInterface/";

  private final FarmCalls calls;

  LimitPort(FarmCalls calls) {
    this.calls = calls;
  }

  @Override
  public List<Limit> all() {
    return calls
        .call(
            SERVICE + "GetAll",
            LimitGetAllRequest.getDefaultInstance(),
            LimitGetAllResponse.parser())
        .getLimitsList()
        .stream()
        .map(LimitPort::limit)
        .sorted(Comparator.comparing(Limit::name))
        .toList();
  }

  @Override
  public Optional<Limit> byId(LimitId id) {
    return calls
        .find(
            SERVICE + "Get",
            LimitGetRequest.newBuilder().setId(id.value()).build(),
            LimitGetResponse.parser())
        .map(found -> limit(found.getLimit()));
  }

  @Override
  public Optional<Limit> byName(String name) {
    return name.isBlank()
        ? Optional.empty()
        : calls
            .find(
                SERVICE + "Find",
                LimitFindRequest.newBuilder().setName(name).build(),
                LimitFindResponse.parser())
            .map(found -> limit(found.getLimit()));
  }

  @Override
  public Limit create(String name, int maxRunning) {
    NameRule.LIMIT.check("limit name", name);
    check(maxRunning);
    refuseTaken(name);
    return limit(
        calls
            .call(
                SERVICE + "Create",
                LimitCreateRequest.newBuilder().setName(name).setMaxValue(maxRunning).build(),
                LimitCreateResponse.parser())
            .getLimit());
  }

  @Override
  public void rename(String name, String newName) {
    NameRule.LIMIT.check("limit name", newName);
    String known = known(name);
    if (!known.equals(newName)) {
      refuseTaken(newName);
    }
    calls.call(
        SERVICE + "Rename",
        LimitRenameRequest.newBuilder().setOldName(known).setNewName(newName).build(),
        LimitRenameResponse.parser());
  }

  @Override
  public void setMaxRunning(String name, int maxRunning) {
    check(maxRunning);
    calls.call(
        SERVICE + "SetMaxValue",
        LimitSetMaxValueRequest.newBuilder().setName(known(name)).setMaxValue(maxRunning).build(),
        LimitSetMaxValueResponse.parser());
  }

  @Override
  public void delete(String name) {
    calls.call(
        SERVICE + "Delete",
        LimitDeleteRequest.newBuilder().setName(known(name)).build(),
        LimitDeleteResponse.parser());
  }

  private String known(String name) {
    return byName(name)
        .orElseThrow(() -> new FarmException(FarmFailure.NotFound.of("limit", name)))
        .name();
  }

  private void refuseTaken(String name) {
    if (byName(name).isPresent()) {
      throw new FarmException(new FarmFailure.Conflict("there is a limit '" + name + "' already"));
    }
  }

  private static void check(int maxRunning) {
    if (maxRunning < 0) {
      throw new FarmException(
          new FarmFailure.Invalid("max value: " + maxRunning + " (expected: 0 or more frames)"));
    }
  }

  static Limit limit(io.farmgate.opencue.wire.limit.Limit wire) {
    return new Limit(
        new LimitId(wire.getId()), wire.getName(), wire.getMaxValue(), wire.getCurrentRunning());
  }
}
