package io.farmgate.adapter.http.rpc.method;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The four fields that say who kills, from where and why.
 *
 * <p>Cuebot answers OK to a kill that lacks any of them, and does nothing. So those that a caller
 * left out are filled in; those that the caller gave stay.
 */
public final class KillFields {
  private final Map<Integer, String> nameByNumber;

  private KillFields(Map<Integer, String> nameByNumber) {
    this.nameByNumber = Map.copyOf(nameByNumber);
  }

  /** What to fill in. */
  public record Values(String username, String pid, String hostKill) {
    String reason() {
      return "asked for by " + username + " through the gateway";
    }
  }

  /** Finds the four fields of a request; nothing where it does not have all of them. */
  public static Optional<KillFields> of(Descriptor request) {
    Map<Integer, String> found = new LinkedHashMap<>();
    for (String name : new String[] {"username", "pid", "host_kill", "reason"}) {
      FieldDescriptor field = request.findFieldByName(name);
      if (field == null || field.getType() != FieldDescriptor.Type.STRING || field.isRepeated()) {
        return Optional.empty();
      }
      found.put(field.getNumber(), name);
    }
    return Optional.of(new KillFields(found));
  }

  /** Returns the request with those of the four that it lacks. */
  byte[] fill(byte[] request, Values values) {
    try {
      Map<Integer, String> missing = missing(request);
      if (missing.isEmpty()) {
        return request;
      }
      ByteArrayOutputStream filled = new ByteArrayOutputStream(request.length + 200);
      filled.write(request);
      CodedOutputStream out = CodedOutputStream.newInstance(filled);
      for (Map.Entry<Integer, String> field : missing.entrySet()) {
        out.writeString(field.getKey(), value(field.getValue(), values));
      }
      out.flush();
      return filled.toByteArray();
    } catch (IOException e) {
      // The bytes come from our own transcoder: this is a bug, not bad input.
      throw new UncheckedIOException(e);
    }
  }

  private Map<Integer, String> missing(byte[] request) throws IOException {
    Map<Integer, String> missing = new LinkedHashMap<>(nameByNumber);
    CodedInputStream in = CodedInputStream.newInstance(request);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      if (!nameByNumber.containsKey(number)) {
        in.skipField(tag);
      } else if (!in.readString().isBlank()) {
        missing.remove(number);
      }
    }
    return missing;
  }

  private static String value(String field, Values values) {
    return switch (field) {
      case "username" -> values.username();
      case "pid" -> values.pid();
      case "host_kill" -> values.hostKill();
      case "reason" -> values.reason();
      default -> throw new IllegalStateException(field);
    };
  }
}
