package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are still in a stream: what is held of them, and when that cannot be. */
class StreamedMessageTest {
  private static final Schemas.Types TYPES =
      Schemas.of(
          """
          message t.Job
            id 1 int32
            name 2 string
            tags 3 map<string,int32>
          message t.JobSeq
            jobs 1 repeated t.Job
            total 2 int32
          message t.Answer
            jobs 1 t.JobSeq
            note 2 string
            sizes 3 repeated int32
            tags 4 map<string,int32>
          """);
  private static final Descriptor ANSWER = TYPES.get("t.Answer");
  private static final int LONGEST = 256;
  private static final int JOBS = 2_000;

  /** A stream that forgets what it was told to forget, and remembers the most it had to keep. */
  private static final class Source extends InputStream {
    private final byte[] wire;
    private int position;
    private int mark;
    private int marks;
    private int kept;

    Source(byte[] wire) {
      this.wire = wire;
    }

    @Override
    public boolean markSupported() {
      return true;
    }

    @Override
    public void mark(int readLimit) {
      mark = position;
      marks++;
    }

    @Override
    public void reset() {
      position = mark;
    }

    @Override
    public int read() {
      return position < wire.length ? wire[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int count) {
      if (position == wire.length && count > 0) {
        return -1;
      }
      // Never all at once, as from a network.
      int read = Math.min(Math.min(count, 100), wire.length - position);
      System.arraycopy(wire, position, target, from, read);
      position += read;
      if (marks > 1) {
        kept = Math.max(kept, position - mark);
      }
      return read;
    }

    int left() {
      return wire.length - position;
    }

    boolean wasReadInParts() {
      return kept > 0 && kept <= 2 * LONGEST + WireWindow.HEADER;
    }
  }

  private static byte[] field(int number, byte[] value) {
    ByteStore out = new ByteStore(value.length + 10);
    out.putTag(number << 3 | WireReader.LENGTH_DELIMITED);
    out.putVarint(value.length);
    out.put(value, 0, value.length);
    return out.toBytes();
  }

  private static byte[] number(int field, int value) {
    ByteStore out = new ByteStore(10);
    out.putTag(field << 3);
    out.putVarint(value);
    return out.toBytes();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] job(int i) {
    return join(number(1, i), field(2, ("job \"" + i).getBytes(UTF_8)));
  }

  private static byte[] jobs() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < JOBS; i++) {
      out.writeBytes(field(1, job(i)));
    }
    return out.toByteArray();
  }

  private static String fromStream(Source source, int length) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    OutputShape.standard()
        .compile(ANSWER)
        .write(
            source, length, LONGEST, (chunk, from, count, last) -> json.write(chunk, from, count));
    return json.toString(UTF_8);
  }

  private static Source check(byte[] wire) throws IOException {
    Source source = new Source(wire);
    assertThat(fromStream(source, wire.length)).isEqualTo(Convert.toJson(ANSWER, wire));
    assertThat(source.left()).as("left in the stream").isZero();
    return source;
  }

  @Test
  void listShouldBeWrittenWhileNoMoreThanTheWindowIsHeld() throws Exception {
    Source source = check(join(field(1, jobs()), field(2, "fin".getBytes(UTF_8))));

    assertThat(source.wasReadInParts()).isTrue();
    assertThat(source.kept).isLessThan(JOBS);
  }

  @Test
  void bareListShouldBeWrittenInParts() throws Exception {
    Schemas.Types types =
        Schemas.of(
            """
            message u.Job
              id 1 int32
              name 2 string
            message u.JobSeq
              jobs 1 repeated u.Job
            message u.Answer
              jobs 1 u.JobSeq
            """);
    byte[] wire = field(1, join(jobs(), number(9, 1), field(8, new byte[1_000]), jobs()));
    OutputShape flat = OutputShape.builder().unwrapSeq().build();
    Source source = new Source(wire);
    ByteArrayOutputStream json = new ByteArrayOutputStream();

    flat.compile(types.get("u.Answer"))
        .write(
            source,
            wire.length,
            LONGEST,
            (chunk, from, count, last) -> json.write(chunk, from, count));

    assertThat(json.toString(UTF_8))
        .isEqualTo(Convert.toJson(flat, types.get("u.Answer"), wire))
        .startsWith("{\"jobs\":[{\"id\":0,");
    assertThat(source.wasReadInParts()).isTrue();
  }

  @Test
  void longValuesOfUnknownFieldsShouldBePassedOver() throws Exception {
    byte[] unknown = field(7, new byte[5_000]);

    assertThat(check(join(unknown, field(1, join(jobs(), unknown)), unknown)).wasReadInParts())
        .isTrue();
  }

  @Test
  void whatHasToBeSeenWholeShouldBeReadIntoMemory() throws Exception {
    byte[] text = new byte[LONGEST + 1];
    Arrays.fill(text, (byte) 'x');
    byte[] entry = field(4, join(field(1, new byte[] {'b'}), number(2, 7)));

    assertThat(check(join(field(1, jobs()), field(2, text))).wasReadInParts()).isFalse();
    assertThat(check(join(field(1, jobs()), entry, entry)).wasReadInParts()).isFalse();
    assertThat(check(join(field(1, jobs()), field(3, text))).wasReadInParts()).isFalse();
  }

  @Test
  void disorderShouldBeReadIntoMemory() throws Exception {
    byte[] note = field(2, "n".getBytes(UTF_8));

    assertThat(check(join(note, field(1, jobs()))).wasReadInParts()).isFalse();
    assertThat(check(join(field(1, jobs()), field(1, jobs()))).wasReadInParts()).isFalse();
    assertThat(check(field(1, join(jobs(), number(2, 1), jobs()))).wasReadInParts()).isFalse();
  }

  @Test
  void disorderInAShortMessageShouldNotMatter() throws Exception {
    byte[] disordered = field(1, join(field(2, "n".getBytes(UTF_8)), number(1, 5), number(1, 6)));

    assertThat(check(field(1, join(disordered, jobs(), disordered))).wasReadInParts()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000, 20_000})
  void faultShouldBeReportedWithItsPlaceInTheWholeMessage(int at) throws Exception {
    ByteArrayOutputStream before = new ByteArrayOutputStream();
    for (int i = 0; before.size() < at; i++) {
      before.writeBytes(field(1, job(i)));
    }
    byte[] badText = field(1, field(2, new byte[] {(byte) 0xff}));
    byte[] wire = field(1, join(before.toByteArray(), badText, jobs()));

    assertThatThrownBy(() -> fromStream(new Source(wire), wire.length))
        .isInstanceOf(MalformedWireException.class)
        .hasMessage(messageFromMemory(wire));
  }

  private static String messageFromMemory(byte[] wire) {
    try {
      return Convert.toJson(ANSWER, wire);
    } catch (MalformedWireException e) {
      return Objects.requireNonNull(e.getMessage());
    }
  }

  @Test
  void streamThatEndsEarlyShouldBeAnError() {
    byte[] wire = field(1, jobs());
    Source cutOff = new Source(Arrays.copyOf(wire, wire.length - 1));

    assertThatThrownBy(() -> fromStream(cutOff, wire.length))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(MalformedWireException.class)
        .hasMessageContaining("ends after");
  }
}
