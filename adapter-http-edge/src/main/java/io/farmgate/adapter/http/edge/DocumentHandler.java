package io.farmgate.adapter.http.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Serves a document that never changes while the gateway runs. It is written when it is first asked
 * for and kept, plain and zipped. Thread-safe.
 */
public final class DocumentHandler implements EdgeHandler {
  private final ReentrantLock lock = new ReentrantLock();
  private final String contentType;
  private final Map<String, String> headers;
  private final Supplier<byte[]> writer;
  private volatile @Nullable Document written;

  /**
   * Creates one.
   *
   * @param headers of every answer, Cache-Control among them
   * @param writer writes the document; called once, on a virtual thread
   */
  public DocumentHandler(String contentType, Map<String, String> headers, Supplier<byte[]> writer) {
    this.contentType = contentType;
    this.headers = Map.copyOf(headers);
    this.writer = writer;
  }

  /** One of a JSON document for callers with a token only. */
  public static DocumentHandler ofJson(Supplier<byte[]> writer) {
    // No cache between may give it to others.
    return new DocumentHandler(
        "application/json", Map.of("Cache-Control", "private, no-cache"), writer);
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

  private void answer(EdgeExchange exchange, Document document) {
    boolean zipped = takesGzip(exchange.headers("Accept-Encoding"));
    String tag = zipped ? document.zippedTag : document.plainTag;
    exchange.setHeader("ETag", tag);
    headers.forEach(exchange::setHeader);
    exchange.addHeader("Vary", "Accept-Encoding");
    if (has(exchange.headers("If-None-Match"), tag)) {
      exchange.respondEmpty(304);
      return;
    }
    if (zipped) {
      exchange.setHeader("Content-Encoding", "gzip");
    }
    exchange.respond(200, contentType, zipped ? document.zipped : document.plain);
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
