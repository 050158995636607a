package io.farmgate.adapter.grpc.cuebot;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a gateway and a fake Cuebot and passes TCP connections on, with the {@link Fault}
 * of the moment. It knows where frames of HTTP/2 begin and end in what Cuebot sends, so that a
 * fault can strike in the middle of one or between two.
 */
final class Relay implements AutoCloseable {
  private static final int FRAME_HEADER = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;

  /** What is done to connections from now on, those that stand included. */
  enum Fault {
    NONE,
    /** Each frame of Cuebot's comes 30 ms late. */
    DELAY,
    /** Frames of Cuebot's come in pieces of a few bytes with pauses. */
    DRIP,
    /** Nothing passes in either direction, and nobody is told. */
    BLACK_HOLE,
    /** What the gateway sends arrives; what Cuebot answers does not. */
    HALF_OPEN,
    /** The connection is reset at a frame of an answer. */
    RESET,
    /** The connection ends properly in the middle of a frame of an answer. */
    FIN_IN_FRAME,
    /** Bytes that are no HTTP/2 stand before a frame of an answer. */
    GARBAGE,
    /** Cuebot seems to say that it goes, and then is gone. */
    GOAWAY,
    /** Connections are accepted and closed at once. */
    SHUT_DOOR
  }

  private final ServerSocket listener;
  private final int targetPort;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Random random = new Random(5);
  private volatile Fault fault = Fault.NONE;
  private volatile int oneIn = 1;

  private Relay(ServerSocket listener, int targetPort) {
    this.listener = listener;
    this.targetPort = targetPort;
  }

  static Relay to(String endpoint) throws IOException {
    Relay relay =
        new Relay(
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
            Integer.parseInt(endpoint.substring(endpoint.indexOf(':') + 1)));
    Thread.startVirtualThread(relay::accept);
    return relay;
  }

  String endpoint() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Every frame of an answer suffers it. */
  void fault(Fault fault) {
    fault(fault, 1);
  }

  /** One in so many frames of answers suffers it, by chance; the silent ones are always whole. */
  void fault(Fault fault, int oneIn) {
    this.oneIn = oneIn;
    this.fault = fault;
  }

  /** Ends the listener and all connections. */
  void cut() throws IOException {
    listener.close();
    drop();
  }

  /** Ends all connections; new ones are welcome. */
  void drop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.startVirtualThread(() -> connect(client));
      }
    } catch (IOException cut) {
      // The end of the relay, expected.
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket()) {
      if (fault == Fault.SHUT_DOOR) {
        return;
      }
      sockets.add(client);
      sockets.add(server);
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Thread up = Thread.startVirtualThread(() -> passUp(client, server));
      passDown(server, client);
      up.join();
      // No end is seen through a black hole.
      while (silent() && !client.isClosed()) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      sockets.remove(client);
      sockets.remove(server);
    } catch (IOException cut) {
      // One of both ends is gone, expected.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean silent() {
    return fault == Fault.BLACK_HOLE || fault == Fault.HALF_OPEN;
  }

  private void passUp(Socket client, Socket server) {
    byte[] chunk = new byte[16 << 10];
    try (server) {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (fault != Fault.BLACK_HOLE) {
          out.write(chunk, 0, read);
        }
      }
    } catch (IOException cut) {
      // One of both ends is gone, expected.
    }
  }

  private void passDown(Socket server, Socket client) {
    try {
      DataInputStream in = new DataInputStream(server.getInputStream());
      OutputStream out = client.getOutputStream();
      byte[] header = new byte[FRAME_HEADER];
      boolean open = true;
      while (open) {
        in.readFully(header);
        int length = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
        byte[] frame = new byte[FRAME_HEADER + length];
        System.arraycopy(header, 0, frame, 0, FRAME_HEADER);
        in.readFully(frame, FRAME_HEADER, length);
        open = deliver(frame, out, client);
      }
    } catch (IOException cut) {
      // One of both ends is gone, expected.
    }
    if (!silent()) {
      close(client);
    }
    close(server);
  }

  /** Returns whether the connection goes on. */
  private boolean deliver(byte[] frame, OutputStream out, Socket client) throws IOException {
    boolean answer = frame[3] == DATA || frame[3] == HEADERS;
    Fault now = fault;
    if (now != Fault.BLACK_HOLE && now != Fault.HALF_OPEN) {
      synchronized (random) {
        if (!answer || random.nextInt(oneIn) != 0) {
          now = Fault.NONE;
        }
      }
    }
    switch (now) {
      case NONE, SHUT_DOOR -> out.write(frame);
      case DELAY -> {
        LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
        out.write(frame);
      }
      case DRIP -> drip(frame, out);
      case BLACK_HOLE, HALF_OPEN -> {}
      case RESET -> {
        out.write(frame, 0, frame.length / 2);
        client.setSoLinger(true, 0);
        return false;
      }
      case FIN_IN_FRAME -> {
        out.write(frame, 0, Math.max(1, frame.length / 2));
        return false;
      }
      case GARBAGE -> {
        byte[] junk = new byte[40];
        synchronized (random) {
          random.nextBytes(junk);
        }
        out.write(junk);
        out.write(frame);
      }
      case GOAWAY -> {
        // Length 8, type 7, stream 0; no word on what was looked at, since all of it was.
        out.write(new byte[] {0, 0, 8, 7, 0, 0, 0, 0, 0, 0x7f, -1, -1, -1, 0, 0, 0, 0});
        return false;
      }
    }
    return true;
  }

  private static void drip(byte[] frame, OutputStream out) throws IOException {
    int piece = Math.max(3, frame.length / 40);
    for (int from = 0; from < frame.length; from += piece) {
      out.write(frame, from, Math.min(piece, frame.length - from));
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed, which is what was asked.
    }
  }
}
