package io.farmgate.bootstrap.wiring;

import dagger.Module;
import dagger.Provides;
import dagger.Reusable;
import io.farmgate.adapter.http.edge.EdgeConfig;
import io.farmgate.adapter.http.edge.EdgeGuards;
import io.farmgate.adapter.http.edge.HttpApi;
import io.farmgate.adapter.http.resource.opencue.FrameLogApi;
import io.farmgate.adapter.http.resource.opencue.OpenCueResourceApi;
import io.farmgate.adapter.http.resource.opencue.OpenCueResourceConfig;
import io.farmgate.adapter.http.rpc.RpcApi;
import io.farmgate.adapter.http.rpc.RpcConfig;
import io.farmgate.adapter.http.rpc.Strictness;
import io.farmgate.adapter.http.rpc.method.Methods;
import io.farmgate.adapter.http.rpc.typed.TypedMethods;
import io.farmgate.application.BrowseFarm;
import io.farmgate.application.CallFarmMethod;
import io.farmgate.application.CallRecorder;
import io.farmgate.application.ControlFarm;
import io.farmgate.application.Farms;
import io.farmgate.application.ManageWebhooks;
import io.farmgate.application.ReadLogs;
import io.farmgate.application.SubmitWork;
import io.farmgate.application.WatchFarm;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.config.GatewayConfig.Listen;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The main port and the APIs on it. */
@Module
final class HttpModule {
  /** Answers above this many wire bytes are streamed. */
  private static final int STREAM_ABOVE_BYTES = 64 << 10;

  private HttpModule() {}

  @Provides
  static EdgeConfig edgeConfig(GatewayConfig config) {
    Listen listen = config.listen();
    return new EdgeConfig(
        listen.address(),
        EdgeConfig.DEFAULT_MAX_BODY_BYTES,
        config.tokens().rejectStatus(),
        listen.corsOrigins(),
        listen.shutdownTimeout(),
        limits(config.http().requestTimeout()),
        config.http().caps(),
        config.http().corsHeaders(),
        config.http().tls());
  }

  /** The same time for a client that sends and for one that reads. */
  private static EdgeConfig.Limits limits(Duration requestTimeout) {
    EdgeConfig.Limits usual = EdgeConfig.Limits.DEFAULT;
    Duration headers = usual.parseTimeout();
    return new EdgeConfig.Limits(
        usual.maxHeaderBytes(),
        usual.maxHeaders(),
        usual.maxUrlChars(),
        headers.compareTo(requestTimeout) < 0 ? headers : requestTimeout,
        usual.idleTimeout(),
        requestTimeout,
        requestTimeout);
  }

  @Provides
  static EdgeGuards edgeGuards(Watch watch) {
    return new EdgeGuards(watch.admission(), watch.metrics().http());
  }

  @Provides
  static RpcConfig rpcConfig(GatewayConfig config) {
    return new RpcConfig(
        config.callTimeout(),
        config.longestCall(),
        STREAM_ABOVE_BYTES,
        HostName.ofThisMachine(),
        ProcessHandle.current().pid(),
        Strictness.of(config.strict().everyone(), config.strict().callers()));
  }

  /** The tables of all methods are large and cost time: all protocols share them. */
  @Provides
  @Reusable
  static Methods methods(
      MethodCatalogue catalogue, BrowseFarm browse, ControlFarm control, SubmitWork submit) {
    return new Methods(
        catalogue, new TypedMethods(browse, control, submit, Clock.systemUTC(), catalogue));
  }

  @Provides
  static RpcApi rpcApi(
      RpcConfig config,
      Farms farms,
      MethodCatalogue catalogue,
      CallFarmMethod callFarmMethod,
      Methods methods) {
    return new RpcApi(config, farms, catalogue, callFarmMethod, methods);
  }

  @Provides
  static OpenCueResourceApi openCueResourceApi(
      GatewayConfig config,
      Farms farms,
      BrowseFarm browse,
      ControlFarm control,
      SubmitWork submit,
      WatchFarm changes,
      ManageWebhooks webhooks,
      CallRecorder recorder) {
    return new OpenCueResourceApi(
        new OpenCueResourceConfig(
            HostName.ofThisMachine(),
            ProcessHandle.current().pid(),
            config.openReads().contains(OpenCueResourceConfig.NAME)),
        farms,
        browse,
        control,
        submit,
        changes,
        webhooks,
        recorder);
  }

  @Provides
  static FrameLogApi frameLogApi(Farms farms, ReadLogs logs, CallRecorder recorder) {
    return new FrameLogApi(farms, logs, recorder, FrameLogApi.Pace.USUAL);
  }

  @Provides
  static List<HttpApi> apis(RpcApi rpc, OpenCueResourceApi openCueResource, FrameLogApi logs) {
    // Those of few paths first: they know at once whether a path is their own.
    return List.of(logs, openCueResource, rpc);
  }
}
