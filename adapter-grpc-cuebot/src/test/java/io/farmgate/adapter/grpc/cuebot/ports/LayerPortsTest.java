package io.farmgate.adapter.grpc.cuebot.ports;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.farmgate.domain.Cores;
import io.farmgate.domain.JobId;
import io.farmgate.domain.LayerId;
import io.farmgate.domain.port.NativeRpc;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.job.Job;
import io.farmgate.opencue.wire.job.JobGetJobResponse;
import io.farmgate.opencue.wire.job.JobGetLayersResponse;
import io.farmgate.opencue.wire.job.JobSetMaxGpusRequest;
import io.farmgate.opencue.wire.job.Layer;
import io.farmgate.opencue.wire.job.LayerGetLayerRequest;
import io.farmgate.opencue.wire.job.LayerGetLayerResponse;
import io.farmgate.opencue.wire.job.LayerSeq;
import io.farmgate.opencue.wire.job.LayerSetDispatchOrderRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is asked of a Cuebot, which does less by itself than a farm behind Farmgate. */
final class LayerPortsTest {
  private static final LayerId TWO = new LayerId("two");

  private final List<NativeRpc.Call> changes = new ArrayList<>();
  private final FarmCalls calls = new FarmCalls(this::answer, Duration.ofSeconds(5));
  private final LayerPort layers = new LayerPort(calls);
  private final LayerControlPort control =
      new LayerControlPort(calls, layers, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private List<Layer> inJob = List.of(layer("one", 1), layer("two", 2), layer("three", 3));

  @Test
  void aLayerInTheWayShouldBeMovedBeforeAnotherTakesItsPlace() throws Exception {
    control.setDispatchOrder(new LayerId("three"), 1);

    assertThat(orders()).containsExactly("two 3", "one 2", "three 1");
  }

  @Test
  void layersThatShareAPlaceAlreadyShouldMoveTogether() throws Exception {
    inJob = List.of(layer("one", 1), layer("two", 5), layer("three", 1));

    control.setDispatchOrder(TWO, 1);

    assertThat(orders()).containsExactly("one 2", "three 2", "two 1");
  }

  @Test
  void onlyWhatDiffersShouldBeSet() {
    control.change(TWO, settings -> settings.withMinCores(Cores.of(3)).withThreadable(true));

    assertThat(changes)
        .extracting(NativeRpc.Call::method)
        .containsExactly("job.LayerInterface/SetThreadable", "job.LayerInterface/SetMinCores");
  }

  @Test
  void aMinimumAboveTheOldMaximumShouldComeAfterTheNewOne() {
    inJob = List.of(layer("two", 1).toBuilder().setMinCores(1).setMaxCores(2).build());

    control.change(TWO, settings -> settings.withMinCores(Cores.of(3)).withMaxCores(Cores.of(4)));

    assertThat(changes)
        .extracting(NativeRpc.Call::method)
        .containsExactly("job.LayerInterface/SetMaxCores", "job.LayerInterface/SetMinCores");
  }

  /** With 0 a Cuebot books nothing of a job. */
  @Test
  void noBoundOfGpusShouldNotBeSentAsZero() throws Exception {
    new JobUpkeepPort(calls, new JobPort(calls)).setMaxGpus(new JobId("job"), 0);

    assertThat(JobSetMaxGpusRequest.parseFrom(changes.getFirst().request().array()).getVal())
        .isEqualTo(100_000);
  }

  private List<String> orders() throws InvalidProtocolBufferException {
    List<String> orders = new ArrayList<>();
    for (NativeRpc.Call call : changes) {
      var request = LayerSetDispatchOrderRequest.parseFrom(call.request().array());
      orders.add(request.getLayer().getId() + " " + request.getOrder());
    }
    return orders;
  }

  private static Layer layer(String id, int order) {
    return Layer.newBuilder().setId(id).setParentId("job").setDispatchOrder(order).build();
  }

  private void answer(NativeRpc.Call call, Consumer<NativeRpc.Reply> then) {
    Optional<Message> read = read(call);
    if (read.isEmpty()) {
      changes.add(call);
    }
    byte[] bytes = read.map(Message::toByteArray).orElse(new byte[0]);
    then.accept(new NativeRpc.Reply.Answer(WireBytes.wrap(bytes), List.of()));
  }

  private Optional<Message> read(NativeRpc.Call call) {
    return switch (call.method()) {
      case "job.JobInterface/GetLayers" ->
          Optional.of(
              JobGetLayersResponse.newBuilder()
                  .setLayers(LayerSeq.newBuilder().addAllLayers(inJob))
                  .build());
      case "job.LayerInterface/GetLayer" ->
          Optional.of(LayerGetLayerResponse.newBuilder().setLayer(asked(call)).build());
      case "job.JobInterface/GetJob" ->
          Optional.of(JobGetJobResponse.newBuilder().setJob(Job.newBuilder().setId("job")).build());
      default -> Optional.empty();
    };
  }

  private Layer asked(NativeRpc.Call call) {
    try {
      String id = LayerGetLayerRequest.parseFrom(call.request().array()).getId();
      return inJob.stream().filter(layer -> layer.getId().equals(id)).findFirst().orElseThrow();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
