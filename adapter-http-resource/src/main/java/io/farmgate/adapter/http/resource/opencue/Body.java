package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.adapter.http.edge.Refusal;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a request: a JSON object, or nothing. */
final class Body {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Body() {}

  /** Returns how a body of another type is refused, or null where it is JSON. */
  static @Nullable Refusal refusal(List<String> contentTypes) {
    boolean json =
        contentTypes.size() == 1
            && contentTypes
                .getFirst()
                .toLowerCase(Locale.ROOT)
                .matches("application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?");
    return json
        ? null
        : Refusal.of(415, 3, "Content-Type: not served here (expected: application/json)");
  }

  /**
   * Reads the body of an operation.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where it is not what the operation takes
   */
  static Optional<ObjectNode> of(Operation operation, byte[] bytes) {
    if (!operation.takesBody()) {
      if (bytes.length > 0) {
        throw invalid("body: " + bytes.length + " bytes (expected: none)");
      }
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node instanceof ObjectNode object) {
        return Optional.of(object);
      }
      throw invalid(
          bytes.length == 0
              ? "body: missing (expected: a JSON object)"
              : "body: something else (expected: a JSON object)");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw invalid(
          "body: no JSON"
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr())
              + " (expected: a JSON object, each member once)");
    } catch (IOException e) {
      throw invalid("body: no text in UTF-8 (expected: a JSON object)");
    }
  }

  private static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }
}
