package io.farmgate.adapter.http.resource.opencue;

import io.farmgate.domain.failure.Echo;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header by which a client may send its request again without care. Its text is a string in
 * quotes (RFC 9651), as the draft of the header has it, or the same without quotes, as most clients
 * send it.
 */
final class IdempotencyKey {
  static final String HEADER = "Idempotency-Key";

  private static final Pattern FORM = Pattern.compile("[!-~&&[^\"\\\\,;]]{1,255}");

  private IdempotencyKey() {}

  /**
   * Returns the key of a request, if it has one.
   *
   * @throws FarmException with {@link FarmFailure.Unsupported} where the operation takes none:
   *     better than a promise that is not kept; with {@link FarmFailure.Invalid} where it is no key
   */
  static Optional<String> of(Operation operation, List<String> headers) {
    if (headers.isEmpty()) {
      return Optional.empty();
    }
    if (!operation.takesKey()) {
      throw new FarmException(
          new FarmFailure.Unsupported(
              HEADER + ": no keys are kept here (expected: none; nothing was done)"));
    }
    String text = headers.getFirst().strip();
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String key = quoted ? text.substring(1, text.length() - 1) : text;
    if (headers.size() > 1 || !FORM.matcher(key).matches()) {
      throw new FarmException(
          new FarmFailure.Invalid(
              HEADER
                  + ": "
                  + (headers.size() > 1 ? "given " + headers.size() + " times" : Echo.quoted(key))
                  + " (expected: one, of 1 to 255 letters, digits and signs, in quotes or"
                  + " without)"));
    }
    return Optional.of(key);
  }
}
