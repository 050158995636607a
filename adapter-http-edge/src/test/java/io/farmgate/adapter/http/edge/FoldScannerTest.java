package io.farmgate.adapter.http.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folds are seen in heads, and in nothing else, however the bytes come. */
class FoldScannerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET / HTTP/1.1~A: b~~                                       | 0",
        "GET / HTTP/1.1~A: b~ c~~                                    | 1",
        "GET / HTTP/1.1~A: b~\tc~ d~~                                | 2",
        "~~GET / HTTP/1.1~A: b~~GET / HTTP/1.1~A: b~ c~~             | 1",
        "POST / HTTP/1.1~Content-Length: 5~~~ b~GET / HTTP/1.1~~     | 0",
        "POST / HTTP/1.1~CONTENT-length:\t5~~~ b~GET / HTTP/1.1~ c~~ | 1",
        "POST / HTTP/1.1~Content-Length: 4~~~ b~ c                   | 0",
        "POST / HTTP/1.1~Content-Lengths: 5~~GET / HTTP/1.1~ c~~     | 1",
        "POST / HTTP/1.1~Content-Length~~GET / HTTP/1.1~ c~~         | 1",
        "POST / HTTP/1.1~Transfer-Encoding: chunked~~5~A~ c~~GET / HTTP/1.1~ c~~ | 0",
        "POST / HTTP/1.1~Content-Length: 99999999999999999999999~~A~ c~~ | 0",
        "Content-Length: 5~~A: b~ c~~                                | 1",
      })
  void foldsShouldBeCounted(String lines, int folds) {
    byte[] bytes = lines.replace("~", "\r\n").replace("\\t", "\t").getBytes(ISO_8859_1);

    assertThat(seen(bytes, bytes.length)).isEqualTo(folds);
    assertThat(seen(bytes, 1)).as("a byte at a time").isEqualTo(folds);
    assertThat(seen(bytes, 7)).as("seven at a time").isEqualTo(folds);
  }

  private static int seen(byte[] bytes, int piece) {
    AtomicInteger folds = new AtomicInteger();
    FoldScanner scanner = new FoldScanner(folds::incrementAndGet);
    for (int i = 0; i < bytes.length; i += piece) {
      scanner.look(ByteBuffer.wrap(bytes, i, Math.min(piece, bytes.length - i)));
    }
    return folds.get();
  }
}
