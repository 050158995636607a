package io.farmgate.adapter.http.resource.opencue;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Holds whole answers to the document: status, type, headers and body, whatever coding it has. */
final class CheckedAnswers {
  static final String JSON = "application/json";

  private CheckedAnswers() {}

  /** Tells whether the document speaks of what is at a place. */
  static boolean isDescribed(URI uri) {
    return ResourcePath.of(uri.getPath()) != null;
  }

  /**
   * The page and the document itself are no operations; how they are refused is as everything is.
   */
  private static boolean isHeld(URI uri, int status) {
    return isDescribed(uri)
        || (status >= 400
            && (uri.getPath().equals(Documents.CONTRACT) || uri.getPath().startsWith("/docs/")));
  }

  /** Says what is wrong with the head of an answer; "" for nothing. */
  static String headProblem(String verb, URI uri, int status, HttpHeaders headers) {
    // No operation has them; HTTP has: what may be done here, and that nothing has changed.
    boolean http = status == 304 || (status == 204 && verb.equals("OPTIONS"));
    return http || !isHeld(uri, status)
        ? ""
        : Contract.headProblem(read(verb), uri.getPath(), status, type(headers), headers);
  }

  /** Says what is wrong with an answer; "" for nothing. */
  static String problem(String verb, URI uri, int status, HttpHeaders headers, byte[] body) {
    String head = headProblem(verb, uri, status, headers);
    if (!head.isEmpty()) {
      return head;
    }
    if (verb.equals("HEAD") || status == 204 || status == 304) {
      return body.length == 0 ? "" : status + ": a body of " + body.length + " bytes";
    }
    if (!isHeld(uri, status) || !type(headers).equals(JSON)) {
      return "";
    }
    try {
      byte[] plain = decoded(headers.firstValue("Content-Encoding").orElse(""), body);
      return Contract.problem(verb, uri.getPath(), choosesMembers(uri), status, JSON, plain);
    } catch (IOException e) {
      return "not to be decoded: " + e.getMessage();
    }
  }

  private static String read(String verb) {
    return verb.equals("HEAD") ? "GET" : verb;
  }

  /** Returns the media type, without its parameters. */
  static String type(HttpHeaders headers) {
    return headers
        .firstValue("Content-Type")
        .orElse("")
        .replaceFirst(";.*", "")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static boolean choosesMembers(URI uri) {
    String query = uri.getRawQuery();
    return query != null
        && Arrays.stream(query.split("&", -1)).anyMatch(one -> one.startsWith("fields="));
  }

  static byte[] decoded(String coding, byte[] body) throws IOException {
    try (InputStream bytes = new ByteArrayInputStream(body)) {
      return switch (coding) {
        case "" -> body;
        case "gzip" -> new GZIPInputStream(bytes).readAllBytes();
        case "zstd" -> new ZstdInputStream(bytes).readAllBytes();
        default -> throw new IOException("coding " + coding);
      };
    }
  }

  /** As an assertion has it. */
  static void require(String what, String problem, byte[] body) {
    if (!problem.isEmpty()) {
      throw new AssertionError(
          what
              + " was answered outside of the document: "
              + problem
              + ": "
              + new String(body, StandardCharsets.UTF_8));
    }
  }
}
