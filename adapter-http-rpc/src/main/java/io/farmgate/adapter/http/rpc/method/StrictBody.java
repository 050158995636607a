package io.farmgate.adapter.http.rpc.method;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.opencue.protocol.NearNames;
import io.farmgate.opencue.transcode.WireBody;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a body with parts that nothing makes use of: names the first of them, where it stands in
 * the body as it came, and the known name most like it. For one request.
 */
public final class StrictBody implements Leftovers {
  private static final int LONGEST_NAME = 40;
  private static final Pattern INDEX = Pattern.compile("\\[[0-9]+]$");

  private final byte[] json;

  /** For a body as it came. */
  public StrictBody(byte[] json) {
    this.json = json;
  }

  @Override
  public void of(Method method, WireBody body) {
    if (body.ignoredCount() == 0) {
      return;
    }
    // The rest of the paths are not remembered where there are very many; the first always is.
    String path = body.ignored().isEmpty() ? "body" : body.ignored().getFirst();
    throw new FarmException(
        new FarmFailure.Invalid(
            path + ": " + expected(method.rpc().request(), path) + place(path)));
  }

  private String place(String path) {
    try {
      JsonLocation at = find(path);
      return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    } catch (IOException e) {
      // Not what the stream parser takes for JSON: the key is named all the same.
      return "";
    }
  }

  /** Walks the body until the path is met; the place of a key is that of its opening quote. */
  private @Nullable JsonLocation find(String path) throws IOException {
    Deque<String> above = new ArrayDeque<>();
    Deque<Integer> indexes = new ArrayDeque<>();
    String here = "";
    try (JsonParser in = new JsonFactory().createParser(json)) {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        boolean isElement =
            token != JsonToken.FIELD_NAME
                && token != JsonToken.END_ARRAY
                && token != JsonToken.END_OBJECT
                && !indexes.isEmpty()
                && indexes.peek() >= 0;
        if (isElement) {
          int index = indexes.pop();
          indexes.push(index + 1);
          here = above.peek() + "[" + index + "]";
          if (here.equals(path)) {
            return in.currentTokenLocation();
          }
        }
        switch (token) {
          case FIELD_NAME -> {
            String parent = above.isEmpty() ? "" : above.peek();
            here = (parent.isEmpty() ? "" : parent + ".") + shown(in.currentName());
            if (here.equals(path)) {
              return in.currentTokenLocation();
            }
          }
          case START_OBJECT -> {
            above.push(here);
            indexes.push(-1);
          }
          case START_ARRAY -> {
            above.push(here);
            indexes.push(0);
          }
          case END_OBJECT, END_ARRAY -> {
            here = above.pop();
            indexes.pop();
            if (above.isEmpty()) {
              return null;
            }
          }
          default -> {}
        }
      }
      return null;
    }
  }

  /** A name as the transcoder shows it: printable ASCII, and not too long. */
  private static String shown(String name) {
    StringBuilder text = new StringBuilder();
    int bytes = 0;
    for (int c : name.codePoints().toArray()) {
      if (bytes >= LONGEST_NAME) {
        return text + "...";
      }
      text.append(c > ' ' && c < 0x7F && c != ',' ? (char) c : '?');
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return text.toString();
  }

  private static String expected(Descriptor request, String path) {
    Descriptor message = request;
    String[] names = path.split("\\.", -1);
    for (int i = 0; i < names.length; i++) {
      String name = INDEX.matcher(names[i]).replaceFirst("");
      Optional<FieldDescriptor> field =
          message.getFields().stream()
              .filter(each -> each.getName().equals(name) || each.getJsonName().equals(name))
              .findFirst();
      if (field.isEmpty()) {
        List<String> known =
            message.getFields().stream().map(FieldDescriptor::getJsonName).toList();
        return "not a key that is known here" + nearest(name, known);
      }
      if (field.get().getJavaType() == FieldDescriptor.JavaType.ENUM) {
        List<String> known =
            field.get().getEnumType().getValues().stream()
                .map(EnumValueDescriptor::getName)
                .toList();
        return "not a name of " + field.get().getEnumType().getName() + oneOf(known);
      }
      if (field.get().getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
        break;
      }
      message = field.get().getMessageType();
    }
    return "nothing makes use of it";
  }

  private static String oneOf(List<String> known) {
    return " (expected: one of " + String.join(", ", known) + ")";
  }

  private static String nearest(String name, List<String> known) {
    return NearNames.nearest(name, known)
        .map(each -> "; the nearest known is " + each)
        .orElse("; the message has none");
  }
}
