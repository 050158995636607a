package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.edge.EdgeExchange;
import io.farmgate.adapter.http.edge.EdgeHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves a document that never changes while the gateway runs. It is written when it is first asked
 * for and kept, plain and zipped. Thread-safe.
 */
final class OpenApiHandler implements EdgeHandler {
  static final String PATH = "/openapi/rpc.json";

  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<byte[]> writer;
  private volatile @Nullable Document written;

  /**
   * Creates one.
   *
   * @param writer writes the document as UTF-8 JSON; called once, on a virtual thread
   */
  OpenApiHandler(Supplier<byte[]> writer) {
    this.writer = writer;
  }

  /** The document in both codings. Its tags differ, since the bytes do. */
  private record Document(
      @SuppressWarnings("ArrayRecordComponent") // never compared
          byte[] plain,
      @SuppressWarnings("ArrayRecordComponent") // never compared
          byte[] zipped,
      String plainTag,
      String zippedTag) {

    static Document of(byte[] plain) {
      String digest = HexFormat.of().formatHex(sha256(plain), 0, 16);
      return new Document(plain, zip(plain), '"' + digest + '"', '"' + digest + "-gzip\"");
    }
  }

  @Override
  public void handle(EdgeExchange exchange) {
    Document document = written;
    if (document != null) {
      answer(exchange, document);
      return;
    }
    exchange.onVirtualThread(() -> {
      Document made = document();
      exchange.onIoThread(() -> answer(exchange, made));
    });
  }

  private Document document() {
    lock.lock();
    try {
      Document document = written;
      if (document == null) {
        document = Document.of(writer.get());
        written = document;
      }
      return document;
    } finally {
      lock.unlock();
    }
  }

  private static void answer(EdgeExchange exchange, Document document) {
    boolean zipped = takesGzip(exchange.headers("Accept-Encoding"));
    String tag = zipped ? document.zippedTag : document.plainTag;
    exchange.setHeader("ETag", tag);
    // Only who has a token may have it: no cache between may give it to others.
    exchange.setHeader("Cache-Control", "private, no-cache");
    exchange.addHeader("Vary", "Accept-Encoding");
    if (has(exchange.headers("If-None-Match"), tag)) {
      exchange.respondEmpty(304);
      return;
    }
    if (zipped) {
      exchange.setHeader("Content-Encoding", "gzip");
    }
    exchange.respond(200, "application/json", zipped ? document.zipped : document.plain);
  }

  /** Tells whether a client's copy is this one (RFC 9110, section 13.1.2: weak comparison). */
  private static boolean has(List<String> ifNoneMatch, String tag) {
    return elements(ifNoneMatch)
        .anyMatch(mine -> mine.equals("*") || mine.equals(tag) || mine.equals("W/" + tag));
  }

  /** Tells whether gzip is among the codings that are not refused by a weight of 0. */
  private static boolean takesGzip(List<String> acceptEncoding) {
    return elements(acceptEncoding)
        .map(coding -> coding.toLowerCase(Locale.ROOT).replaceAll("\\s", ""))
        .anyMatch(coding -> coding.matches("gzip(;q=(1(\\.0*)?|0\\.[0-9]*[1-9][0-9]*))?"));
  }

  private static Stream<String> elements(List<String> headers) {
    return headers.stream()
        .flatMap(header -> List.of(header.split(",", -1)).stream())
        .map(String::strip);
  }

  private static byte[] zip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length / 8);
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it.
      throw new IllegalStateException(e);
    }
  }
}
