package io.farmgate.adapter.http.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A connection on which a test says exactly what it wants. */
final class RawClient implements AutoCloseable {
  private final Socket socket;

  RawClient(InetSocketAddress server) {
    try {
      socket = new Socket(server.getAddress(), server.getPort());
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Goes on with one that is open. */
  RawClient(Socket open) {
    socket = open;
  }

  Socket socket() {
    return socket;
  }

  RawClient send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Reads until the text was seen, and returns what came up to its end. */
  String readUntil(String text) {
    StringBuilder seen = new StringBuilder();
    try {
      InputStream in = socket.getInputStream();
      while (seen.indexOf(text) < 0) {
        int next = in.read();
        if (next < 0) {
          throw new AssertionError("the connection ended after: " + seen);
        }
        seen.append((char) next);
      }
    } catch (IOException e) {
      throw new AssertionError("no '" + text + "' after: " + seen, e);
    }
    return seen.toString();
  }

  /** Reads until the server ends the connection; fails if it does not within 10 s. */
  String readToEnd() {
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(seen);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open after: " + seen.toString(StandardCharsets.UTF_8), e);
    } catch (IOException e) {
      seen.writeBytes("[reset]".getBytes(StandardCharsets.US_ASCII));
    }
    return seen.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
