package io.farmgate.adapter.grpc.cuebot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes one TCP connection on, until both its ends are closed at once. */
final class Relay implements AutoCloseable {
  private final ServerSocket listener;
  private final int targetPort;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  private Relay(ServerSocket listener, int targetPort) {
    this.listener = listener;
    this.targetPort = targetPort;
  }

  static Relay to(String endpoint) throws IOException {
    Relay relay =
        new Relay(
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress()),
            Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1)));
    Thread.startVirtualThread(relay::acceptOne);
    return relay;
  }

  String endpoint() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  void cut() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void acceptOne() {
    try {
      Socket client = listener.accept();
      sockets.add(client);
      Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
      sockets.add(server);
      Thread.startVirtualThread(() -> pass(client, server));
      pass(server, client);
    } catch (IOException cut) {
      // The end of the relay, expected.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException cut) {
      // The end of the relay, expected.
    }
  }
}
