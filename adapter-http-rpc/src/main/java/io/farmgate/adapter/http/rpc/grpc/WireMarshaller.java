package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.domain.wire.WireBytes;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Passes messages through unread: each is copied once on its way in and once on its way out. */
final class WireMarshaller implements MethodDescriptor.Marshaller<WireBytes> {
  static final WireMarshaller INSTANCE = new WireMarshaller();

  private WireMarshaller() {}

  @Override
  public InputStream stream(WireBytes message) {
    return new Message(message.array());
  }

  @Override
  public WireBytes parse(InputStream stream) {
    try {
      // A compressed message comes as a stream that does not know its length.
      if (!(stream instanceof KnownLength)) {
        return WireBytes.wrap(stream.readAllBytes());
      }
      byte[] message = new byte[stream.available()];
      int read = stream.readNBytes(message, 0, message.length);
      if (read != message.length) {
        throw new IOException("read " + read + " of " + message.length + " bytes");
      }
      return WireBytes.wrap(message);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Lets grpc-java take the array in one piece where a plain stream is read through a buffer. */
  private static final class Message extends ByteArrayInputStream
      implements KnownLength, Drainable {
    Message(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      return Math.toIntExact(transferTo(target));
    }
  }
}
