package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Says what was wrong where Undertow's parser refuses a request. It does so before any handler,
 * with one fixed answer that has no body, and closes the connection; here the one is put for the
 * other. All else passes unchanged. Not thread-safe: one thread at a time writes a connection.
 */
final class ParserRefusal extends AbstractStreamSinkConduit<StreamSinkConduit> {
  /** What Undertow 2 writes. {@code FramingTest} notices where another version writes otherwise. */
  private static final ByteBuffer BARE =
      ascii("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

  private static final ByteBuffer TOLD = told();

  private @Nullable ByteBuffer rest;

  ParserRefusal(StreamSinkConduit next) {
    super(next);
  }

  private static ByteBuffer told() {
    String body =
        OpenCueFailures.Rendered.of(
                400,
                3,
                "the request could not be read (expected: HTTP/1.1 with one Content-Length or"
                    + " Transfer-Encoding and one Host, and no more and no longer headers than are"
                    + " taken here)")
            .body();
    return ascii(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\nConnection: close\r\n\r\n"
            + body);
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII)).asReadOnlyBuffer();
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    if (!writeRest()) {
      return 0;
    }
    if (from.remaining() != BARE.remaining() || !from.equals(BARE)) {
      return super.write(from);
    }
    int length = from.remaining();
    from.position(from.limit());
    rest = TOLD.duplicate();
    writeRest();
    return length;
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    return writeRest() ? super.writeFinal(from) : 0;
  }

  @Override
  public boolean flush() throws IOException {
    return writeRest() && super.flush();
  }

  private boolean writeRest() throws IOException {
    if (rest != null) {
      super.write(rest);
      if (rest.hasRemaining()) {
        return false;
      }
      rest = null;
    }
    return true;
  }
}
