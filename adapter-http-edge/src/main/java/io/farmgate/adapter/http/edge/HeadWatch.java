package io.farmgate.adapter.http.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Looks at the bytes of an HTTP/1 connection, which pass unchanged, for a header that goes over
 * several lines. RFC 9112, section 5.2, lets a server refuse it. Undertow's parser reads the fold
 * as a space and leaves no trace, and what a proxy before it made of the same bytes may be another
 * request.
 *
 * <p>Not thread-safe: one thread at a time reads a connection.
 */
final class HeadWatch extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final FoldScanner folds;

  HeadWatch(StreamSourceConduit next, FoldScanner folds) {
    super(next);
    this.folds = folds;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int start = into.position();
    int count = super.read(into);
    if (count > 0) {
      folds.look(into.duplicate().position(start).limit(start + count));
    }
    return count;
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    // One at a time: what can be read now may be less than the buffers take.
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      if (into[i].hasRemaining()) {
        int count = read(into[i]);
        if (count <= 0) {
          return all == 0 ? count : all;
        }
        all += count;
      }
    }
    return all;
  }

  /** Only bodies are moved this way. */
  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    long moved = super.transferTo(position, count, target);
    folds.passed(moved);
    return moved;
  }

  /** Only bodies are moved this way. */
  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    long moved = super.transferTo(count, through, target);
    folds.passed(moved);
    folds.passed(through.remaining());
    return moved;
  }
}
