package io.farmgate.adapter.http.resource.opencue;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/**
 * A body that is held to the document while it is read: events one by one, anything else when its
 * end has come. Who leaves before the end has read nothing that could be judged.
 */
final class CheckedStream extends FilterInputStream {
  private final CheckedEvents events;
  private final boolean live;
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final Function<byte[], String> whole;
  private final String what;

  /**
   * Wraps a body.
   *
   * @param what was asked, for messages
   * @param live whether it is a stream of events
   * @param whole says what is wrong with all of it; "" for nothing
   */
  CheckedStream(InputStream in, String what, boolean live, Function<byte[], String> whole) {
    super(in);
    this.what = what;
    this.live = live;
    this.whole = whole;
    this.events = new CheckedEvents();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = super.read(bytes, offset, length);
    if (live && count > 0) {
      CheckedAnswers.require(what, events.problem(bytes, offset, count), new byte[0]);
    } else if (count > 0) {
      seen.write(bytes, offset, count);
    } else if (count < 0 && !live) {
      CheckedAnswers.require(what, whole.apply(seen.toByteArray()), seen.toByteArray());
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes((int) Math.min(count, 1 << 16)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
