package io.farmgate.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WireBytesTest {
  private final AtomicInteger closed = new AtomicInteger();

  private WireBytes unread(int... bytes) {
    byte[] array = new byte[bytes.length];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) bytes[i];
    }
    InputStream stream =
        new ByteArrayInputStream(array) {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    return WireBytes.unread(stream, array.length);
  }

  @Test
  void unreadMessageShouldBecomeAnArrayOnceAndLetGoOfItsStream() {
    WireBytes message = unread(1, 2, 3);

    byte[] first = message.array();

    assertThat(first).containsExactly(1, 2, 3);
    assertThat(message.array()).isSameAs(first);
    assertThat(message.takeStream()).isEmpty();
    message.release();
    assertThat(closed).hasValue(1);
    assertThat(message.array()).isSameAs(first);
  }

  @Test
  void streamShouldBeHandedOutOnce() throws Exception {
    WireBytes message = unread(1, 2, 3);

    try (InputStream stream = message.takeStream().orElseThrow()) {
      assertThat(stream.readAllBytes()).containsExactly(1, 2, 3);
      assertThatThrownBy(message::takeStream).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(message::array).isInstanceOf(IllegalStateException.class);
    }
    message.release();
    assertThat(closed).hasValue(1);
  }

  @Test
  void readerShouldNotReachWhatWasGivenBackBeneathIt() throws Exception {
    WireBytes message = unread(1, 2, 3);
    InputStream stream = message.takeStream().orElseThrow();
    assertThat(stream.read()).isEqualTo(1);

    message.release();

    assertThat(closed).hasValue(1);
    assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> stream.read(new byte[2])).isInstanceOf(IOException.class);
    assertThatThrownBy(stream::reset).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> stream.skip(1)).isInstanceOf(IOException.class);
    stream.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void bytesShouldBeShownBeforeTheyAreRead() throws Exception {
    WireBytes message = unread(1, 2, 3);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();

    message.show(seen::write);
    message.show(seen::write);

    assertThat(seen.toByteArray()).containsExactly(1, 2, 3, 1, 2, 3);
    try (InputStream stream = message.takeStream().orElseThrow()) {
      assertThatThrownBy(() -> message.show(seen::write)).isInstanceOf(IllegalStateException.class);
      assertThat(stream.readAllBytes()).containsExactly(1, 2, 3);
    }
    seen.reset();
    WireBytes.wrap(new byte[] {7}).show(seen::write);
    assertThat(seen.toByteArray()).containsExactly(7);
  }

  @Test
  void releasedMessageShouldSayThatThereIsNone() {
    WireBytes message = unread(1);
    message.release();

    assertThatThrownBy(message::array).isInstanceOf(CancellationException.class);
    assertThat(message).hasToString("1 bytes");
  }

  @Test
  void messagesShouldBeEqualByTheirBytes() {
    assertThat(unread(1, 2))
        .isEqualTo(WireBytes.wrap(new byte[] {1, 2}))
        .isNotEqualTo(WireBytes.wrap(new byte[] {1, 3}))
        .hasSameHashCodeAs(WireBytes.wrap(new byte[] {1, 2}));
    assertThat(WireBytes.EMPTY.takeStream()).isEmpty();
    WireBytes.EMPTY.release();
    assertThat(WireBytes.EMPTY.array()).isEmpty();
  }

  @Test
  void whatReadersMakeOfItAlikeShouldBeMadeOnce() {
    WireBytes message = WireBytes.wrap(new byte[] {1, 2});
    Object key = new Object();
    StringBuilder first = message.made(key, StringBuilder.class, k -> new StringBuilder("made"));

    assertThat(message.made(key, StringBuilder.class, k -> new StringBuilder("again")))
        .isSameAs(first);
    assertThat(message.made(new Object(), String.class, k -> "something else"))
        .isEqualTo("something else");
  }
}
