package io.farmgate.bootstrap.wiring;

import io.farmgate.adapter.grpc.cuebot.ConnectionThreads;
import io.farmgate.adapter.http.edge.EdgeThreads;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.netty.xnio.XnioEventLoops;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that serve HTTP and, where the farm is a Cuebot's, have the connections to it. So a
 * request, its call and both answers stay on one thread.
 *
 * @param loops what the connections live on; empty where there are none
 */
record IoThreads(EdgeThreads edge, Optional<XnioEventLoops> loops) implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(IoThreads.class);

  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  static IoThreads start(GatewayConfig config) {
    EdgeThreads edge = EdgeThreads.start();
    return new IoThreads(edge, config.cuebot().map(cuebot -> XnioEventLoops.over(edge.worker())));
  }

  /** Returns where the connections to a Cuebot live. */
  ConnectionThreads forConnections() {
    return loops
        .map(here -> ConnectionThreads.shared(here.all(), XnioEventLoops.channels(), here::current))
        .orElseGet(ConnectionThreads::ofGrpc);
  }

  /** Ends them, when nobody needs them any more: connections that are left break. */
  @Override
  public void close() {
    loops.ifPresent(IoThreads::end);
    edge.close();
  }

  private static void end(XnioEventLoops loops) {
    try {
      var _ = loops.shutdownGracefully();
      if (!loops.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a thread that serves HTTP does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
