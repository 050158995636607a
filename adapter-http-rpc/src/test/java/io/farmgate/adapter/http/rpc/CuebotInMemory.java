package io.farmgate.adapter.http.rpc;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Behaviour;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.application.CallFarmMethod.MethodRule;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.SubmitWork;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.wire.job.FrameKillRequest;
import io.farmgate.opencue.wire.job.JobGetFramesRequest;
import io.farmgate.opencue.wire.job.JobKillRequest;
import io.farmgate.opencue.wire.job.LayerKillFramesRequest;
import io.grpc.Status;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a Cuebot would answer about the jobs of a farm in memory, with those of its habits that a
 * gateway has to live with: a list of frames without a limit is empty, a kill that does not say who
 * and why is answered OK and ignored, a show may be created twice, the host of a deed is never
 * found, and what is not there is INTERNAL with the name of an exception for whatever acts on it.
 */
final class CuebotInMemory implements Behaviour {
  private static final MethodCatalogue CATALOGUE = MethodCatalogue.load();

  private final TypedMethods methods;
  private final Farm farm;

  CuebotInMemory(FarmPorts ports) {
    AccessPolicy policy = new AccessPolicy();
    methods =
        new TypedMethods(
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy),
            Clock.systemUTC(),
            CATALOGUE);
    farm = new Farm("behind", "memory", Optional.of(ports), Optional.empty());
  }

  @Override
  public Answer answer(Received call) throws InvalidProtocolBufferException {
    if (isIgnored(call)) {
      return Answer.EMPTY;
    }
    if (call.method().equals("host.DeedInterface/GetHost")) {
      return Answer.status(status(call.method(), FarmFailure.NotFound.of("host", "of the deed")));
    }
    Invocation invocation =
        new Invocation(
            new Caller("cuebot", Role.ADMIN),
            farm,
            new MethodRule(call.method(), Role.ADMIN, Optional.empty()),
            call.request(),
            Duration.ofSeconds(10),
            List.of());
    try {
      WireBytes response =
          methods
              .find(call.method())
              .orElseThrow(() -> new AssertionError("the test calls " + call.method()))
              .call(invocation);
      return Answer.message(contractOnly(call.method(), response));
    } catch (FarmException e) {
      return Answer.status(status(call.method(), e.failure()));
    }
  }

  /** A Cuebot fills no fields that the contract does not have. */
  private static WireBytes contractOnly(String method, WireBytes response)
      throws InvalidProtocolBufferException {
    Descriptor type = CATALOGUE.find(method).orElseThrow().response();
    DynamicMessage message = DynamicMessage.parseFrom(type, response.array());
    return WireBytes.wrap(contractOnly(message).toByteArray());
  }

  private static Message contractOnly(Message message) {
    Message.Builder known =
        message.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (field.getJavaType() == JavaType.MESSAGE) {
            known.setField(
                field,
                value instanceof List<?> list
                    ? list.stream().map(one -> contractOnly((Message) one)).toList()
                    : contractOnly((Message) value));
          }
        });
    return known.build();
  }

  private static boolean isIgnored(Received call) throws InvalidProtocolBufferException {
    byte[] request = call.request().array();
    return switch (call.method()) {
      case "job.JobInterface/GetFrames" ->
          JobGetFramesRequest.parseFrom(request).getReq().getLimit() <= 0;
      case "job.JobInterface/Kill" -> {
        JobKillRequest kill = JobKillRequest.parseFrom(request);
        yield lacks(kill.getUsername(), kill.getPid(), kill.getHostKill(), kill.getReason());
      }
      case "job.FrameInterface/Kill" -> {
        FrameKillRequest kill = FrameKillRequest.parseFrom(request);
        yield lacks(kill.getUsername(), kill.getPid(), kill.getHostKill(), kill.getReason());
      }
      case "job.LayerInterface/KillFrames" -> {
        LayerKillFramesRequest kill = LayerKillFramesRequest.parseFrom(request);
        yield lacks(kill.getUsername(), kill.getPid(), kill.getHostKill(), kill.getReason());
      }
      default -> false;
    };
  }

  private static boolean lacks(String... fields) {
    return List.of(fields).contains("");
  }

  private static Status status(String method, FarmFailure failure) {
    if (!(failure instanceof FarmFailure.NotFound)) {
      return Status.INTERNAL.withDescription("java.lang.IllegalStateException: " + failure);
    }
    String name = method.substring(method.indexOf('/') + 1);
    return name.startsWith("Get") || name.startsWith("Find")
        ? Status.NOT_FOUND.withDescription("Incorrect result size: expected 1, actual 0")
        : Status.INTERNAL.withDescription(
            "org.springframework.dao.EmptyResultDataAccessException: Incorrect result size");
  }
}
