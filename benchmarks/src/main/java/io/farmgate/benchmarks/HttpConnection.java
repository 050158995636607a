package io.farmgate.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One HTTP/1.1 connection that sends the same request over and over and throws the answers away. A
 * client of our own, because what it costs would be measured with the rest on a small machine. For
 * one thread.
 */
final class HttpConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;

  private final Socket socket = new Socket();
  private final InputStream in;
  private final byte[] request;
  private final byte[] buffer = new byte[64 << 10];
  private int position;
  private int limit;

  HttpConnection(Target target, String path, String body) throws IOException {
    URI uri = target.uri();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 5_000);
    in = socket.getInputStream();
    String head =
        "POST %s HTTP/1.1\r\nHost: %s:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, uri.getHost(), uri.getPort(), target.token(), body.length());
    request = (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * How one answer came.
   *
   * @param firstByteNanos from the request's last byte to the answer's first
   * @param totalNanos to its last
   */
  record Answer(int status, long bodyBytes, long firstByteNanos, long totalNanos) {}

  /** Sends the request and reads all of the answer. */
  Answer call() throws IOException {
    return call(0);
  }

  /** The same, after a rest of so many milliseconds once the answer has begun. */
  Answer call(long restMillis) throws IOException {
    long start = System.nanoTime();
    socket.getOutputStream().write(request);
    String statusLine = readLine();
    long first = System.nanoTime() - start;
    rest(restMillis);
    long length = 0;
    boolean chunked = false;
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring("content-length:".length()).strip());
      }
      chunked |= header.startsWith("transfer-encoding:") && header.endsWith("chunked");
    }
    long body = chunked ? skipChunks() : skip(length);
    return new Answer(
        Integer.parseInt(statusLine.substring(9, 12)), body, first, System.nanoTime() - start);
  }

  private static void rest(long millis) throws IOException {
    if (millis == 0) {
      return;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private long skipChunks() throws IOException {
    long all = 0;
    while (true) {
      long size = Long.parseLong(readLine(), 16);
      all += skip(size);
      readLine();
      if (size == 0) {
        return all;
      }
    }
  }

  private long skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      if (position == limit) {
        fill();
      }
      int some = (int) Math.min(left, limit - position);
      position += some;
      left -= some;
    }
    return count;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      if (position == limit) {
        fill();
      }
      char c = (char) buffer[position++];
      if (c == '\n') {
        line.setLength(line.length() - 1);
        return line.toString();
      }
      line.append(c);
    }
  }

  private void fill() throws IOException {
    limit = in.read(buffer);
    position = 0;
    if (limit < 0) {
      limit = 0;
      throw new EOFException("the gateway closed the connection in the middle of an answer");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
