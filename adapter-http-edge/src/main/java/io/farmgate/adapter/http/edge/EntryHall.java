package io.farmgate.adapter.http.edge;

import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.AlpnOpenListener;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.SslConnection;

/**
 * Where connections come in: counted, then led to the protocol that they speak. That is HTTP/1.1
 * without TLS, and HTTP/1.1 or HTTP/2 with it.
 */
final class EntryHall implements ChannelListener<AcceptingChannel<StreamConnection>> {
  private static final Logger log = LoggerFactory.getLogger(EntryHall.class);

  /** A TLS record with its header and padding. */
  private static final int TLS_BUFFER_BYTES = 17 << 10;

  private static final int MAX_POOLED_TLS_BUFFERS = 1024;

  /** Forward secrecy and AEAD only. */
  private static final Sequence<String> SUITES =
      Sequence.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final OptionMap TLS =
      OptionMap.builder()
          .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
          .set(Options.SSL_ENABLED_CIPHER_SUITES, SUITES)
          .getMap();

  private final Connections connections;
  private final HttpOpenListener http1;
  private final Optional<Secure> secure;

  private EntryHall(Connections connections, HttpOpenListener http1, Optional<Secure> secure) {
    this.connections = connections;
    this.http1 = http1;
    this.secure = secure;
  }

  /** What TLS needs more. */
  private record Secure(
      UndertowXnioSsl ssl,
      AlpnOpenListener alpn,
      Http2OpenListener http2,
      ByteBufferPool buffers,
      TlsReload reload) {}

  static EntryHall plain(
      Connections connections, ByteBufferPool buffers, OptionMap options, HttpHandler root) {
    HttpOpenListener http1 = new HttpOpenListener(buffers, options);
    http1.setRootHandler(root);
    return new EntryHall(connections, http1, Optional.empty());
  }

  /**
   * Creates one that speaks TLS only.
   *
   * @param handshakes runs what takes the processor long
   */
  static EntryHall secure(
      Connections connections,
      ByteBufferPool buffers,
      OptionMap options,
      HttpHandler root,
      TlsReload reload,
      Executor handshakes) {
    HttpOpenListener http1 = new HttpOpenListener(buffers, options);
    Http2OpenListener http2 = new Http2OpenListener(buffers, options);
    AlpnOpenListener alpn =
        new AlpnOpenListener(buffers, options, "http/1.1", new Arrival(connections, http1, true))
            .addProtocol(Http2OpenListener.HTTP2, new Arrival(connections, http2, false), 10);
    alpn.setRootHandler(root);
    ByteBufferPool records =
        new DefaultByteBufferPool(true, TLS_BUFFER_BYTES, MAX_POOLED_TLS_BUFFERS, 0);
    UndertowXnioSsl ssl =
        new UndertowXnioSsl(
            Xnio.getInstance(EntryHall.class.getClassLoader()),
            OptionMap.EMPTY,
            records,
            reload.first().context(),
            handshakes);
    return new EntryHall(
        connections, http1, Optional.of(new Secure(ssl, alpn, http2, records, reload)));
  }

  /**
   * From now on looks for another certificate. It is for connections that come; those that are open
   * keep theirs.
   */
  void watch(Executor tasks) {
    secure.ifPresent(tls ->
        tasks.execute(
            () -> tls.reload().watch(identity -> tls.ssl().updateSSLContext(identity.context()))));
  }

  @Override
  public void handleEvent(AcceptingChannel<StreamConnection> door) {
    try {
      StreamConnection connection = door.accept();
      while (connection != null) {
        enter(connection);
        connection = door.accept();
      }
    } catch (IOException e) {
      // Out of file handles, mostly: the next event tries again.
      log.warn("a connection could not be accepted: {}", e.getMessage());
    }
  }

  private void enter(StreamConnection connection) {
    if (!connections.admit(connection, secure.isPresent())) {
      return;
    }
    try {
      if (secure.isEmpty()) {
        RawHttp1.watch(connection, connections);
        http1.handleEvent(connection);
        return;
      }
      SslConnection wrapped = secure.get().ssl().wrapExistingConnection(connection, TLS, false);
      secure.get().alpn().handleEvent(wrapped);
    } catch (RuntimeException e) {
      log.warn("a connection could not be opened", e);
      IoUtils.safeClose(connection);
    }
  }

  /** Ends all connections. */
  void closeConnections() {
    http1.closeConnections();
    secure.ifPresent(tls -> tls.http2().closeConnections());
  }

  void closeBuffers() {
    secure.ifPresent(tls -> tls.buffers().close());
  }
}
