package io.farmgate.adapter.http.edge;

import io.farmgate.domain.port.TokenVerifier;
import java.net.InetSocketAddress;
import java.util.List;

/** The HTTP server on the main port. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // a skeleton
public final class EdgeServer implements AutoCloseable {
  private EdgeServer() {}

  /**
   * Starts to listen.
   *
   * @param apis asked in this order for the route of a path
   * @throws EdgeException when the address cannot be bound
   */
  public static EdgeServer start(EdgeConfig config, TokenVerifier verifier, List<HttpApi> apis) {
    throw new UnsupportedOperationException("not yet");
  }

  /** Returns the address that it listens on, with the real port. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Stops accepting, lets calls in flight finish for at most {@link EdgeConfig#shutdownTimeout},
   * then ends what is left. Safe to call again.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException("not yet");
  }
}
