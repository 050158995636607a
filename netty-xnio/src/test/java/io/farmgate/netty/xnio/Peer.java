package io.farmgate.netty.xnio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The other end: a plain socket that a test reads and writes by hand, blocking. */
final class Peer implements AutoCloseable {
  private final ServerSocket door;

  Peer() throws IOException {
    this(50);
  }

  Peer(int backlog) throws IOException {
    door = new ServerSocket();
    // Before it listens: accepted sockets have it from here.
    door.setReceiveBufferSize(64 << 10);
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), backlog);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) door.getLocalSocketAddress();
  }

  Socket accept() throws IOException {
    Socket socket = door.accept();
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Sends back what comes, until the other side ends. */
  void echo() {
    Thread.ofVirtual()
        .start(() -> {
          try (Socket socket = accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
          } catch (IOException gone) {
            // The test is over.
          }
        });
  }

  static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
