package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request body as a tree, for the calls that have to be rewritten. For one thread.
 *
 * <p>Paths are names joined by points, such as {@code r.show}. A path is followed through objects
 * only.
 */
final class Body {
  /** As deep as trees may be walked on any stack; no call needs more than a handful. */
  private static final int MAX_DEPTH = 500;

  // Numbers keep their digits: the transcoder, not the tree, decides what they mean.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          // The edge has bounded the whole body.
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ObjectNode root;

  private Body(ObjectNode root) {
    this.root = root;
  }

  /**
   * Reads a body; nothing but white space is an object without members.
   *
   * @throws FarmException with {@link FarmFailure.Invalid}
   */
  static Body parse(byte[] json) {
    try {
      JsonNode tree = MAPPER.readTree(text(json));
      if (tree == null || tree.isMissingNode()) {
        return new Body(JsonNodeFactory.instance.objectNode());
      }
      if (tree instanceof ObjectNode object) {
        return new Body(object);
      }
      throw invalid("body: not an object (expected: {...})");
    } catch (StreamConstraintsException e) {
      throw invalid(
          "body: nested too deep, or a name or a number in it too long (expected: at most "
              + MAX_DEPTH
              + " levels, names of 50000 characters, numbers of 1000)");
    } catch (JsonProcessingException e) {
      throw invalid("body: not JSON, or a name twice in one object" + place(e.getLocation()));
    } catch (CharacterCodingException e) {
      throw invalid("body: not JSON in UTF-8");
    }
  }

  /** Decodes strictly: left to itself, the parser takes UTF-16 too, and overlong UTF-8. */
  private static String text(byte[] json) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    if (text.startsWith("\uFEFF")) {
      throw invalid("body: begins with a byte order mark (expected: {...})");
    }
    return text;
  }

  private static String place(@Nullable JsonLocation place) {
    return place == null
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  /** Returns the body as it stands now. */
  byte[] bytes() {
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw invalid("body: text that is not Unicode");
    }
  }

  /** Returns what stands at a path; absent where there is nothing, or null. */
  Optional<JsonNode> at(String path) {
    JsonNode node = root;
    for (String name : path.split("\\.", -1)) {
      node = node instanceof ObjectNode object ? object.get(name) : null;
    }
    return Optional.ofNullable(node).filter(found -> !found.isNull());
  }

  /** Returns the text at a path; absent where something else stands there, which a farm refuses. */
  Optional<String> textAt(String path) {
    return at(path).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  /** Takes away what stands at a path. */
  Optional<JsonNode> take(String path) {
    Optional<JsonNode> found = at(path);
    if (found.isPresent()) {
      parent(path, false).remove(last(path));
    }
    return found;
  }

  /**
   * Takes away the text or number at a path, as text.
   *
   * @throws FarmException with {@link FarmFailure.Invalid} where an object or a list stands there
   */
  Optional<String> takeText(String path) {
    Optional<JsonNode> found = take(path);
    if (found.isPresent() && found.get().isContainerNode()) {
      throw invalid(path + ": of a wrong type (expected: a text or a number)");
    }
    return found.map(JsonNode::asText);
  }

  /** Takes away one text, or a list of texts. */
  List<String> takeTexts(String path) {
    List<String> texts = new ArrayList<>();
    take(path)
        .ifPresent(node -> {
          if (node.isArray()) {
            node.forEach(element -> texts.add(element.asText()));
          } else {
            texts.add(node.asText());
          }
        });
    return texts;
  }

  /** Puts a value at a path; objects on the way are made where there are none. */
  void put(String path, JsonNode value) {
    parent(path, true).set(last(path), value);
  }

  private ObjectNode parent(String path, boolean make) {
    ObjectNode node = root;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode next = node.get(names[i]);
      if (next instanceof ObjectNode object) {
        node = object;
      } else if (make && (next == null || next.isNull())) {
        node = node.putObject(names[i]);
      } else {
        throw invalid(path + ": not an object on the way to it (expected: {...})");
      }
    }
    return node;
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }
}
