package io.farmgate.clientcheck;

import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.edge.EdgeServer;
import io.farmgate.adapter.http.resource.opencue.CheckedRelay;
import io.farmgate.adapter.http.resource.opencue.OpenCueResourceApi;
import io.farmgate.adapter.http.resource.opencue.OpenCueResourceConfig;
import io.farmgate.application.AccessPolicy;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.SubmitWork;
import io.farmgate.application.WatchFarm;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A farm in memory with a show, its gateway, and the relay that clients call. */
final class ServedFarm implements AutoCloseable {
  static final String SHOW = "a_show";

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private final WatchFarm watch;
  private final EdgeServer server;
  private final CheckedRelay relay;

  ServedFarm() throws IOException {
    memory.ports().shows().create(SHOW);
    AccessPolicy policy = new AccessPolicy();
    watch = new WatchFarm(policy, WatchFarm.Settings.DEFAULT);
    OpenCueResourceApi api =
        new OpenCueResourceApi(
            new OpenCueResourceConfig("gate1", 77, false),
            new Farms(
                List.of(
                    new Farm(
                        "local", "farm in memory", Optional.of(memory.ports()), Optional.empty()))),
            new BrowseFarm(policy),
            new ControlFarm(policy),
            new SubmitWork(policy),
            watch,
            new ManageWebhooks(policy, Optional.empty()),
            (caller, id, farm, method, took, failure) -> {});
    server =
        EdgeServer.start(
            EdgeConfig.loopback(0), token -> new Caller("ada", Role.ADMIN), List.of(api));
    relay = new CheckedRelay("http://127.0.0.1:" + server.address().getPort());
  }

  /** Returns where clients call: each answer that passes there is held to the document. */
  String url() {
    return relay.url();
  }

  /** Returns the verbs and paths of the API that were called. */
  List<String> calls() {
    return relay.seen();
  }

  @Override
  public void close() {
    relay.close();
    server.close();
    watch.close();
    if (!relay.problems().isEmpty()) {
      throw new AssertionError(relay.problems());
    }
  }
}
