package io.farmgate.adapter.http.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A body with the tag of its bytes (RFC 9110, section 8.8.3). Another coding of the same has
 * another tag, since the bytes differ.
 *
 * @param bytes must not be changed
 * @param zipped whether they are coded with gzip
 * @param tag with its quotes
 */
public record Representation(
    @SuppressWarnings("ArrayRecordComponent") // never compared
        byte[] bytes,
    boolean zipped,
    String tag) {
  /** Below this, zipping makes it longer or saves nothing that is worth the time. */
  private static final int ZIP_ABOVE = 1024;

  /** Returns the bytes as they are. */
  public static Representation of(byte[] plain) {
    return new Representation(plain, false, '"' + digest(plain) + '"');
  }

  /** Returns a body as a client takes it: zipped where it takes that and the body is worth it. */
  public static Representation of(byte[] plain, EdgeExchange client) {
    Representation whole = of(plain);
    return plain.length > ZIP_ABOVE && takesGzip(client.headers("Accept-Encoding"))
        ? whole.zip()
        : whole;
  }

  /** Returns the same, zipped. */
  public Representation zip() {
    return new Representation(zip(bytes), true, tag.substring(0, tag.length() - 1) + "-gzip\"");
  }

  /**
   * Answers with it and status 200, or with 304 where the client has it already. For GET and HEAD
   * only.
   */
  public void answer(EdgeExchange exchange, String contentType) {
    exchange.setHeader("ETag", tag);
    exchange.addHeader("Vary", "Accept-Encoding");
    if (has(exchange.headers("If-None-Match"), tag)) {
      exchange.respondEmpty(304);
      return;
    }
    if (zipped) {
      exchange.setHeader("Content-Encoding", "gzip");
    }
    exchange.respond(200, contentType, bytes);
  }

  /** Tells whether a client's copy is this one (RFC 9110, section 13.1.2: weak comparison). */
  private static boolean has(List<String> ifNoneMatch, String tag) {
    return elements(ifNoneMatch)
        .anyMatch(mine -> mine.equals("*") || mine.equals(tag) || mine.equals("W/" + tag));
  }

  /** Tells whether gzip is among the codings that are not refused by a weight of 0. */
  static boolean takesGzip(List<String> acceptEncoding) {
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

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform has it.
      throw new IllegalStateException(e);
    }
  }
}
