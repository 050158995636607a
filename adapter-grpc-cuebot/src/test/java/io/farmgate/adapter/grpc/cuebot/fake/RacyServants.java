package io.farmgate.adapter.grpc.cuebot.fake;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Answer;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.protocol.RpcMethod;
import io.grpc.Status;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A {@link FakeFarm} behind servants that make Cuebot's mistake: one for jobs and one for layers,
 * each of which writes the id of the call into a field that all calls share, waits for the database
 * for a moment, and then acts on whatever the field says. What does not use the field goes straight
 * to the farm.
 */
public final class RacyServants implements FakeCuebot.Behaviour {
  private static final Set<String> FREE =
      Set.of(
          "job.JobInterface/GetJob",
          "job.JobInterface/FindJob",
          "job.JobInterface/GetJobs",
          "job.JobInterface/GetJobNames",
          "job.JobInterface/IsJobPending",
          "job.JobInterface/LaunchSpec",
          "job.JobInterface/LaunchSpecAndWait",
          "job.LayerInterface/GetLayer",
          "job.LayerInterface/FindLayer");

  private final MethodCatalogue catalogue = MethodCatalogue.load();
  private final FakeFarm farm;
  private final Window window;
  private final Map<String, Servant> servants =
      new ConcurrentHashMap<>(
          Map.of(
              "job.JobInterface", new Servant("job"), "job.LayerInterface", new Servant("layer")));

  /** What happens between the writing of the field and the reading. */
  @FunctionalInterface
  public interface Window {
    /** May block. */
    void pass(Received call) throws InterruptedException;
  }

  /** In front of {@code farm}. */
  public RacyServants(FakeFarm farm, Window window) {
    this.farm = farm;
    this.window = window;
  }

  /** The field that all calls share. */
  private static final class Servant {
    private final String field;
    private volatile String current = "";

    Servant(String field) {
      this.field = field;
    }
  }

  @Override
  public Answer answer(Received call) throws InterruptedException {
    RpcMethod method = catalogue.find(call.method()).orElseThrow();
    Servant servant = servants.get(method.service());
    if (servant == null || FREE.contains(call.method())) {
      return farm.answer(call);
    }
    DynamicMessage request;
    try {
      request = DynamicMessage.parseFrom(method.request(), call.request().array());
    } catch (InvalidProtocolBufferException noMessage) {
      return Answer.status(Status.UNKNOWN);
    }
    FieldDescriptor thing = method.request().findFieldByName(servant.field);
    FieldDescriptor id = thing.getMessageType().findFieldByName("id");
    DynamicMessage wanted = (DynamicMessage) request.getField(thing);
    servant.current = (String) wanted.getField(id);
    window.pass(call);
    DynamicMessage acted =
        request.toBuilder()
            .setField(thing, wanted.toBuilder().setField(id, servant.current).build())
            .build();
    return farm.answer(
        new Received(
            call.method(), WireBytes.wrap(acted.toByteArray()), call.metadata(), call.timeLeft()));
  }
}
