package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Descriptors.Descriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Short forms of the two conversions. */
final class Convert {
  private Convert() {}

  static String toJson(Descriptor type, byte[] wire) throws MalformedWireException {
    return toJson(OutputShape.standard(), type, wire);
  }

  static String toJson(OutputShape shape, Descriptor type, byte[] wire)
      throws MalformedWireException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      shape
          .compile(type)
          .write(
              wire, 0, wire.length, (chunk, from, count, last) -> json.write(chunk, from, count));
    } catch (MalformedWireException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString(UTF_8);
  }

  static WireBody toWire(Descriptor type, String json) throws JsonInputException {
    return toWire(type, json.getBytes(UTF_8));
  }

  static WireBody toWire(Descriptor type, byte[] json) throws JsonInputException {
    return InputShape.standard().compile(type).read(json, 0, json.length);
  }
}
