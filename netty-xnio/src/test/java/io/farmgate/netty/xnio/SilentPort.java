package io.farmgate.netty.xnio;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that answers no attempt to connect: nobody accepts, and its queue is full. */
final class SilentPort implements AutoCloseable {
  private final Peer peer = new Peer(1);
  private final List<Socket> waiting = new ArrayList<>();

  SilentPort() throws IOException {
    boolean full = false;
    while (!full) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(peer.address(), 300);
      } catch (SocketTimeoutException silent) {
        full = true;
      }
    }
  }

  InetSocketAddress address() {
    return peer.address();
  }

  @Override
  public void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    peer.close();
  }
}
