package io.farmgate.adapter.http.edge;

import com.github.luben.zstd.ZstdOutputStream;
import com.github.luben.zstd.util.Native;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a body is made shorter for the way (RFC 9110, section 8.4), best first. */
public enum Coding {
  /** RFC 8878: as short as gzip in a fraction of the time. Needs a native library. */
  ZSTD("zstd"),
  GZIP("gzip"),
  /** As it is. */
  IDENTITY("identity");

  private static final int ZSTD_LEVEL = 3;

  private static final Pattern ELEMENT =
      Pattern.compile("([^;,]+)(?:;q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?");

  private final String token;

  Coding(String token) {
    this.token = token;
  }

  /** Returns the name that HTTP knows it by. */
  public String token() {
    return token;
  }

  /**
   * Returns what a client would rather have, of what it takes. Of two that it likes alike, the
   * better one; the body as it is where it takes none or says nothing.
   *
   * @param acceptEncoding the headers as they came; what cannot be read counts as not sent
   */
  public static Coding best(List<String> acceptEncoding) {
    Coding best = IDENTITY;
    double weight = 0;
    for (Coding coding : values()) {
      double its = weight(acceptEncoding, coding);
      if (coding != IDENTITY && its > weight && coding.works()) {
        best = coding;
        weight = its;
      }
    }
    return best;
  }

  private static double weight(List<String> headers, Coding coding) {
    Optional<Double> any = Optional.empty();
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        Matcher parts = ELEMENT.matcher(element.toLowerCase(Locale.ROOT).replaceAll("\\s", ""));
        if (parts.matches()) {
          double weight = parts.group(2) == null ? 1 : Double.parseDouble(parts.group(2));
          if (parts.group(1).equals(coding.token)) {
            return weight;
          }
          if (parts.group(1).equals("*")) {
            any = Optional.of(weight);
          }
        }
      }
    }
    return any.orElse(0.0);
  }

  /** Returns the codings that this machine can do. */
  static List<Coding> working() {
    return Stream.of(values()).filter(Coding::works).toList();
  }

  private boolean works() {
    return this != ZSTD || Zstd.WORKS;
  }

  /** Sets the headers that tell of the coding. */
  public void announce(EdgeExchange exchange) {
    exchange.addHeader("Vary", "Accept-Encoding");
    if (this != IDENTITY) {
      exchange.setHeader("Content-Encoding", token);
    }
  }

  /** Returns a stream that codes what is written to it. It has to be closed to be whole. */
  public OutputStream around(OutputStream out) throws IOException {
    return switch (this) {
      case ZSTD -> new ZstdOutputStream(out, ZSTD_LEVEL);
      case GZIP -> new GZIPOutputStream(out);
      case IDENTITY -> out;
    };
  }

  /** Returns a body in this coding. */
  byte[] code(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 8);
    try (OutputStream out = around(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      // Memory does not fail so.
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Loaded when somebody asks for it first. */
  private static final class Zstd {
    private static final Logger log = LoggerFactory.getLogger(Coding.class);
    static final boolean WORKS = load();

    private static boolean load() {
      try {
        Native.load();
        return true;
      } catch (LinkageError e) {
        log.warn("zstd does not work on this machine; clients get gzip instead", e);
        return false;
      }
    }
  }
}
