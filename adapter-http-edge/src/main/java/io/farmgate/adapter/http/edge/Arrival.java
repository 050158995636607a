package io.farmgate.adapter.http.edge;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ConnectorStatistics;
import io.undertow.server.DelegateOpenListener;
import io.undertow.server.HttpHandler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;

/** Tells {@link Connections} of a handshake that is over, has heads watched, and leads on. */
final class Arrival implements DelegateOpenListener {
  private final Connections connections;
  private final DelegateOpenListener next;
  private final boolean http1;

  /**
   * Leads to {@code next}.
   *
   * @param http1 whether {@code next} speaks HTTP/1, whose heads are lines
   */
  Arrival(Connections connections, DelegateOpenListener next, boolean http1) {
    this.connections = connections;
    this.next = next;
    this.http1 = http1;
  }

  @Override
  public void handleEvent(StreamConnection connection, PooledByteBuffer read) {
    connections.arrived(connection);
    if (http1) {
      RawHttp1.watch(connection, read.getBuffer().duplicate(), connections);
    }
    next.handleEvent(connection, read);
  }

  @Override
  public void handleEvent(StreamConnection connection) {
    connections.arrived(connection);
    if (http1) {
      RawHttp1.watch(connection, ByteBuffer.allocate(0), connections);
    }
    next.handleEvent(connection);
  }

  @Override
  public HttpHandler getRootHandler() {
    return next.getRootHandler();
  }

  @Override
  public void setRootHandler(HttpHandler root) {
    next.setRootHandler(root);
  }

  @Override
  public OptionMap getUndertowOptions() {
    return next.getUndertowOptions();
  }

  @Override
  public void setUndertowOptions(OptionMap options) {
    next.setUndertowOptions(options);
  }

  @Override
  public ByteBufferPool getBufferPool() {
    return next.getBufferPool();
  }

  @Override
  public @Nullable ConnectorStatistics getConnectorStatistics() {
    return next.getConnectorStatistics();
  }

  @Override
  public void closeConnections() {
    next.closeConnections();
  }
}
