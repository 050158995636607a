package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A message type with the converters for it, ours and protobuf's, all made once. */
final class Subject {
  final Descriptor type;
  final JsonToWire reader;
  final JsonFormat.Printer printer;
  final JsonFormat.Parser parser;

  private final WireToJson standard;
  private final WireToJson protoNames;
  private final WireToJson smallChunks;

  /** Takes a type that an Any may hold, with some well-known ones. */
  Subject(Descriptor type) {
    this.type = type;
    List<Descriptor> held = new ArrayList<>(List.of(Any.getDescriptor(), Empty.getDescriptor()));
    held.add(Timestamp.getDescriptor());
    held.add(Duration.getDescriptor());
    held.add(Struct.getDescriptor());
    if (!RandomKnown.isKnown(type)) {
      held.add(type);
    }
    AnyTypes anyTypes = AnyTypes.of(held);
    this.standard = OutputShape.builder().anyTypes(anyTypes).build().compile(type);
    this.protoNames = OutputShape.builder().anyTypes(anyTypes).protoNames().build().compile(type);
    this.smallChunks =
        OutputShape.builder()
            .anyTypes(anyTypes)
            .limits(new WireLimits(100, 1_024))
            .build()
            .compile(type);
    this.reader = InputShape.within(JsonLimits.DEFAULT, anyTypes).compile(type);
    JsonFormat.TypeRegistry registry = JsonFormat.TypeRegistry.newBuilder().add(held).build();
    this.printer = JsonFormat.printer().usingTypeRegistry(registry);
    this.parser = JsonFormat.parser().usingTypeRegistry(registry);
  }

  String toJson(byte[] wire) throws MalformedWireException {
    return convert(standard, wire);
  }

  String toJsonWithProtoNames(byte[] wire) throws MalformedWireException {
    return convert(protoNames, wire);
  }

  String toJsonInSmallChunks(byte[] wire) throws MalformedWireException {
    return convert(smallChunks, wire);
  }

  private static String convert(WireToJson converter, byte[] wire) throws MalformedWireException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      converter.write(
          wire, 0, wire.length, (chunk, from, count, last) -> json.write(chunk, from, count));
    } catch (MalformedWireException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString(UTF_8);
  }

  /**
   * Returns the JSON of a message in a stream, which may be read whole in values of {@code longest}
   * bytes only; or what was wrong, and where.
   */
  String outcomeFromStream(byte[] wire, int longest) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      standard.write(
          new ByteArrayInputStream(wire),
          wire.length,
          longest,
          (chunk, from, count, last) -> json.write(chunk, from, count));
    } catch (MalformedWireException e) {
      return Objects.requireNonNull(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json.toString(UTF_8);
  }

  /** The same of a message in memory. */
  String outcomeFromMemory(byte[] wire) {
    try {
      return toJson(wire);
    } catch (MalformedWireException e) {
      return Objects.requireNonNull(e.getMessage());
    }
  }

  /** Returns the JSON, or {@code refused}: what two ways to read one message must have alike. */
  String outcome(byte[] wire) {
    try {
      return toJson(wire);
    } catch (MalformedWireException e) {
      return "refused";
    }
  }

  WireBody toWire(String json) throws JsonInputException {
    byte[] bytes = json.getBytes(UTF_8);
    return reader.read(bytes, 0, bytes.length);
  }

  /** Returns protobuf's JSON with sorted maps, which have no order of their own. */
  String sorted(Message message) throws InvalidProtocolBufferException {
    return printer.sortingMapKeys().print(message);
  }
}
