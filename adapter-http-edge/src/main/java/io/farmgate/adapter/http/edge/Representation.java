package io.farmgate.adapter.http.edge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A body with the tag of its bytes (RFC 9110, section 8.8.3). Another coding of the same has
 * another tag, since the bytes differ.
 *
 * @param bytes must not be changed
 * @param coding what they are coded with
 * @param tag with its quotes
 */
public record Representation(
    @SuppressWarnings("ArrayRecordComponent") // never compared
        byte[] bytes,
    Coding coding,
    String tag) {
  /** Below this, coding makes it longer or saves nothing that is worth the time. */
  private static final int CODE_ABOVE = 1024;

  private static final Refusal UNMET =
      Refusal.of(
          412,
          9,
          "If-Match, If-None-Match: not as it is now (expected: the ETag of what is there; nothing"
              + " was done)");

  /** Returns the bytes as they are. */
  public static Representation of(byte[] plain) {
    return new Representation(plain, Coding.IDENTITY, '"' + digest(plain) + '"');
  }

  /** Returns a body as a client takes it: coded where it takes that and the body is worth it. */
  public static Representation of(byte[] plain, EdgeExchange client) {
    Coding coding =
        plain.length > CODE_ABOVE
            ? Coding.best(client.headers("Accept-Encoding"))
            : Coding.IDENTITY;
    return of(plain).in(coding);
  }

  /** Returns the same in a coding. */
  public Representation in(Coding wanted) {
    return wanted == Coding.IDENTITY
        ? this
        : new Representation(
            wanted.code(bytes),
            wanted,
            tag.substring(0, tag.length() - 1) + "-" + wanted.token() + "\"");
  }

  /**
   * Answers with it and status 200, with 304 where the client has it already, or with 412 where it
   * wants another one. For GET and HEAD only.
   */
  public void answer(EdgeExchange exchange, String contentType) {
    List<String> wanted = exchange.headers("If-Match");
    if (!wanted.isEmpty() && !isOneOf(wanted)) {
      exchange.refuse(UNMET);
      return;
    }
    exchange.setHeader("ETag", tag);
    if (has(exchange.headers("If-None-Match"), tag)) {
      exchange.addHeader("Vary", "Accept-Encoding");
      exchange.respondEmpty(304);
      return;
    }
    coding.announce(exchange);
    exchange.respond(200, contentType, bytes);
  }

  /**
   * Tells whether a change may go on, where this is what it would change.
   *
   * @return how it is refused where the client wants what there is to be something else
   */
  public Optional<Refusal> unmet(EdgeExchange exchange) {
    List<String> wanted = exchange.headers("If-Match");
    boolean met =
        (wanted.isEmpty() || isOneOf(wanted))
            && elements(exchange.headers("If-None-Match"))
                .noneMatch(mine -> mine.equals("*") || isOneOf(List.of(mine.replace("W/", ""))));
    return met ? Optional.empty() : Optional.of(UNMET);
  }

  /**
   * RFC 9110, section 13.1.1: strong comparison; the coding that a client got it in is the same.
   */
  private boolean isOneOf(List<String> ifMatch) {
    String plain = tag.replaceFirst("-[a-z]+\"$", "\"");
    return elements(ifMatch)
        .anyMatch(mine -> mine.equals("*") || mine.replaceFirst("-[a-z]+\"$", "\"").equals(plain));
  }

  /** Tells whether a client's copy is this one (RFC 9110, section 13.1.2: weak comparison). */
  private static boolean has(List<String> ifNoneMatch, String tag) {
    return elements(ifNoneMatch)
        .anyMatch(mine -> mine.equals("*") || mine.equals(tag) || mine.equals("W/" + tag));
  }

  private static Stream<String> elements(List<String> headers) {
    return headers.stream()
        .flatMap(header -> List.of(header.split(",", -1)).stream())
        .map(String::strip);
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
