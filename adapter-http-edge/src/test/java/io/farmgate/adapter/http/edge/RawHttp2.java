package io.farmgate.adapter.http.edge;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An HTTP/2 connection on which a test says exactly what it wants (RFC 9113). */
final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int GOAWAY = 7;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  private final SSLSocket socket;
  private final DataInputStream in;

  /**
   * A frame that came.
   *
   * @param payload a character for each byte
   */
  record Frame(int type, int flags, int stream, String payload) {
    /** Returns the number of 32 bits at a place in the payload. */
    int number(int offset) {
      int number = 0;
      for (int i = offset; i < offset + 4; i++) {
        number = (number << 8) | payload.charAt(i);
      }
      return number;
    }
  }

  RawHttp2(InetSocketAddress server, TestCertificate certificate) {
    try {
      socket =
          (SSLSocket)
              certificate
                  .trusting()
                  .getSocketFactory()
                  .createSocket(server.getAddress(), server.getPort());
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"h2"});
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      socket.startHandshake();
      in = new DataInputStream(socket.getInputStream());
      socket
          .getOutputStream()
          .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      send(SETTINGS, 0, 0, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RawHttp2 send(int type, int flags, int stream, byte[] payload) {
    try {
      socket.getOutputStream().write(frame(type, flags, stream, payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  RawHttp2 sendBytes(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(payload.length >> 16);
    frame.write(payload.length >> 8);
    frame.write(payload.length);
    frame.write(type);
    frame.write(flags);
    frame.write(stream >> 24);
    frame.write(stream >> 16);
    frame.write(stream >> 8);
    frame.write(stream);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  /** Pairs of names and values as literals that no table remembers (RFC 7541, section 6.2.2). */
  static byte[] headers(String... pairs) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < pairs.length; i += 2) {
      block.write(0);
      for (String text : new String[] {pairs[i], pairs[i + 1]}) {
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return block.toByteArray();
  }

  /** Reads a frame; null where the server has ended the connection. */
  @Nullable Frame read() {
    try {
      int first = in.read();
      if (first < 0) {
        return null;
      }
      int length = (first << 16) | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt() & 0x7FFF_FFFF;
      return new Frame(
          type, flags, stream, new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open", e);
    } catch (IOException e) {
      return null;
    }
  }

  /** Reads until a frame of that type; null where the connection ends before. */
  @Nullable Frame readUntil(int type) {
    Frame frame = read();
    while (frame != null && frame.type() != type) {
      frame = read();
    }
    return frame;
  }

  /** Reads until a frame of that type. */
  Frame await(int type) {
    Frame frame = readUntil(type);
    if (frame == null) {
      throw new AssertionError("the connection ended before a frame of type " + type);
    }
    return frame;
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
