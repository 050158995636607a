package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Page;
import io.farmgate.domain.port.PageRequest;
import io.farmgate.domain.port.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which part of a list a call asks for. Without a limit and a cursor that is all of it, as ever:
 * who knows nothing of pages loses nothing.
 *
 * <p>A cursor is the farm's place with a check in front of it: it is for the same list, with the
 * same filters, in the same order. Its text is nobody's business.
 */
final class Paging {
  static final Parameter<Integer> LIMIT = Parameter.number("limit", 1, PageRequest.MOST);
  static final Parameter<String> CURSOR =
      new Parameter<>(
          "cursor",
          "what the Link header of the page before says",
          text -> Optional.of(text).filter(some -> !some.isEmpty() && some.length() <= 4000));

  /** What may change from page to page. */
  private static final Set<String> FREE = Set.of("limit", "cursor", "fields");

  private static final int CHECK_BYTES = Integer.BYTES;

  private Paging() {}

  /**
   * Returns the page that is asked for, or nothing where the whole list is.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} for a cursor of another list
   */
  static Optional<PageRequest> of(Call call) {
    Optional<Integer> limit = call.query().get(LIMIT);
    Optional<String> cursor = call.query().get(CURSOR);
    if (limit.isEmpty() && cursor.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PageRequest(limit.orElse(PageRequest.MOST), cursor.map(text -> place(call, text))));
  }

  /** Answers with one page. */
  static <T> Answer answer(Call call, String name, Shape<T> shape, Page<T> page) {
    return new Answer.Several<>(
        200, name, shape, page.things(), page.next().map(next -> cursor(call, next)));
  }

  private static String cursor(Call call, Place place) {
    byte[] text = place.text().getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(check(call), CHECK_BYTES + text.length);
    System.arraycopy(text, 0, all, CHECK_BYTES, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  private static Place place(Call call, String cursor) {
    byte[] all = decoded(cursor);
    if (all.length < CHECK_BYTES
        || !Arrays.equals(all, 0, CHECK_BYTES, check(call), 0, CHECK_BYTES)) {
      throw new FarmException(
          new FarmFailure.Invalid(
              "cursor: of another list, filter or order (expected: the address in the Link header"
                  + " of the page before, as it is)"));
    }
    return new Place(
        new String(all, CHECK_BYTES, all.length - CHECK_BYTES, StandardCharsets.UTF_8));
  }

  private static byte[] decoded(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** It keeps people from mistakes, not from harm: a farm looks at its places itself. */
  private static byte[] check(Call call) {
    int hash =
        (call.operation().id() + call.farm().name() + sorted(call.path()) + rest(call)).hashCode();
    return new byte[] {(byte) (hash >> 24), (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
  }

  private static String sorted(Map<String, String> path) {
    return new TreeMap<>(path).toString();
  }

  private static Map<String, String> rest(Call call) {
    return call.query().without(FREE);
  }

  /**
   * Returns the Link header (RFC 8288) that leads to the next page.
   *
   * @param path as it was asked for, decoded
   */
  static String link(String path, Query query, String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>(query.without(Set.of("cursor")));
    parameters.put("cursor", cursor);
    return "<" + encodedPath(path) + "?" + encoded(parameters) + ">; rel=\"next\"";
  }

  private static String encodedPath(String path) {
    return Arrays.stream(path.split("/", -1)).map(Paging::encoded).collect(Collectors.joining("/"));
  }

  private static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
