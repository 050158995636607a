package io.farmgate.adapter.grpc.cuebot;

import io.farmgate.domain.wire.WireBytes;
import io.grpc.Detachable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * What is received. A short message is copied into an array. A long one stays in the transport's
 * buffers, where it is anyway, until somebody reads it: a copy would be there beside them.
 */
final class AnswerMarshaller implements MethodDescriptor.Marshaller<WireBytes> {
  static final AnswerMarshaller INSTANCE = new AnswerMarshaller();

  private AnswerMarshaller() {}

  @Override
  public InputStream stream(WireBytes message) {
    return ByteMarshaller.INSTANCE.stream(message.array());
  }

  @Override
  public WireBytes parse(InputStream stream) {
    try {
      if (stream instanceof KnownLength
          && stream instanceof Detachable detachable
          && stream.markSupported()
          && stream.available() > AnswerBudget.SMALL_BYTES) {
        int size = stream.available();
        return WireBytes.unread(detachable.detach(), size);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return WireBytes.wrap(array(stream));
  }

  static byte[] array(InputStream stream) {
    try {
      // A compressed message comes as a stream that does not know its length.
      if (!(stream instanceof KnownLength)) {
        return stream.readAllBytes();
      }
      byte[] message = new byte[stream.available()];
      int read = stream.readNBytes(message, 0, message.length);
      if (read != message.length) {
        throw new IOException("read " + read + " of " + message.length + " bytes");
      }
      return message;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
