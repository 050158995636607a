package io.farmgate.adapter.http.rpc.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.domain.failure.FarmException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A key that the documents have in a body, and where the contract has what it means.
 *
 * @param from the documented path
 * @param to the contract's path, in the names of the .proto files
 */
record KeyAlias(String from, String to, Form form) {
  private static final Pattern UNDERSCORE = Pattern.compile("_([a-z0-9])");

  /** How the value is changed on the way. */
  enum Form {
    /** Not at all. */
    VALUE,
    /** A text, or an object with a {@code name}, becomes the text. */
    NAME,
    /** One or many of {@link #NAME} become a list of texts. */
    NAMES,
    /** One value or many become a list. */
    LIST;

    private String expected() {
      return switch (this) {
        case VALUE, LIST -> "any value";
        case NAME -> "a name, or an object with a name";
        case NAMES -> "a name, or an object with a name, or a list of these";
      };
    }
  }

  /**
   * Moves the value, where it is there and the contract's own key is not in the body too: that one
   * counts then, and the other is reported as ignored.
   *
   * @throws FarmException with Invalid where the value has not the form; to pass over a criterion
   *     would list what nobody asked for
   */
  void apply(Body body) {
    Optional<JsonNode> value = body.at(from);
    boolean isFree = from.equals(to) || (body.at(to).isEmpty() && body.at(camel(to)).isEmpty());
    if (value.isPresent() && isFree) {
      JsonNode changed =
          changed(value.get())
              .orElseThrow(() ->
                  Body.invalid(from + ": of a wrong type (expected: " + form.expected() + ")"));
      body.take(from);
      body.put(to, changed);
    }
  }

  /** Returns the path in the other spelling that a body may have. */
  private static String camel(String path) {
    return UNDERSCORE.matcher(path).replaceAll(found -> found.group(1).toUpperCase(Locale.ROOT));
  }

  /** Returns what is wrong with the row for a request message, or nothing. */
  Optional<String> problem(Descriptor request) {
    if (field(request, to).isEmpty()) {
      return Optional.of("no field " + to + " in " + request.getFullName());
    }
    if (!from.equals(to) && field(request, from).isPresent()) {
      return Optional.of(from + " is a field of " + request.getFullName() + " itself");
    }
    return Optional.empty();
  }

  private Optional<JsonNode> changed(JsonNode value) {
    return switch (form) {
      case VALUE -> Optional.of(value);
      case NAME -> name(value);
      case NAMES -> names(value);
      case LIST -> Optional.of(value.isArray() ? value : array().add(value));
    };
  }

  private static Optional<JsonNode> names(JsonNode value) {
    if (!value.isArray()) {
      return name(value).map(text -> array().add(text));
    }
    ArrayNode names = array();
    for (JsonNode element : value) {
      name(element).ifPresent(names::add);
    }
    return names.size() == value.size() ? Optional.of(names) : Optional.empty();
  }

  private static Optional<JsonNode> name(JsonNode value) {
    JsonNode text = value.isObject() ? value.path("name") : value;
    return text.isTextual() ? Optional.of(text) : Optional.empty();
  }

  private static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static Optional<FieldDescriptor> field(Descriptor message, String path) {
    FieldDescriptor field = null;
    Descriptor at = message;
    for (String name : path.split("\\.", -1)) {
      field = at == null ? null : at.findFieldByName(name);
      at =
          field != null && field.getType() == FieldDescriptor.Type.MESSAGE
              ? field.getMessageType()
              : null;
      if (field == null) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(field);
  }
}
