/**
 * JSON and protobuf wire bytes, each turned into the other in one pass, by tables compiled from
 * descriptors and without message objects. Start at {@link
 * io.farmgate.opencue.transcode.OutputShape} for wire to JSON and at {@link
 * io.farmgate.opencue.transcode.InputShape} for JSON to wire.
 *
 * <p>The package depends on protobuf's descriptors alone and knows no OpenCue type: it serves any
 * proto3 message.
 *
 * <pre>{@code
 * OutputShape answers = OutputShape.standard();
 * WireToJson answer = answers.compile(GetJobsResponse.getDescriptor());
 * answer.write(wire, 0, wire.length, (chunk, offset, length, last) -> out.write(chunk, offset, length));
 *
 * InputShape requests = InputShape.standard();
 * JsonToWire request = requests.compile(GetJobsRequest.getDescriptor());
 * WireBody body = request.read(json, 0, json.length);
 * }</pre>
 *
 * <h2>The JSON</h2>
 *
 * <p>The standard shape is proto3's JSON mapping as the Go gateway for OpenCue configures it
 * (grpc-gateway with EmitUnpopulated and DiscardUnknown): names in lowerCamelCase; members in the
 * order in which the fields are declared; every field printed, a message that is not set as {@code
 * null}, a list or map without elements as {@code []} or <code>{}</code>; only members of a oneof
 * and {@code optional} fields are left out when not set; 64-bit integers as strings; enums by name,
 * or by number where the name is not known; bytes in base64; floats in the shortest form that reads
 * back as the same value. The other direction accepts what that gateway accepts, and refuses what
 * it refuses, with the differences listed at {@link io.farmgate.opencue.transcode.JsonToWire}.
 *
 * <h2>Limits</h2>
 *
 * <p>Everything that a peer controls is bounded: nesting of messages (100, as in protobuf itself),
 * nesting of JSON, size of a body, number of ignored members remembered. {@link
 * io.farmgate.opencue.transcode.WireLimits} and {@link io.farmgate.opencue.transcode.JsonLimits}
 * give the defaults. Malformed input ends in {@link
 * io.farmgate.opencue.transcode.MalformedWireException} or {@link
 * io.farmgate.opencue.transcode.JsonInputException}, and in nothing else.
 *
 * <h2>Well-known types</h2>
 *
 * <p>Timestamp, Duration, FieldMask, Struct, Value, ListValue, NullValue, the wrappers, Empty and
 * Any have their JSON forms in both directions. What an Any may hold is listed when a shape is
 * made: {@link io.farmgate.opencue.transcode.AnyTypes}; another type is an error of the conversion.
 * An Empty in an Any is written with a member {@code value}, as Go writes it, and read without one
 * too. Times are read by RFC 3339 to the letter: Go also takes hours of one digit, a comma before
 * the fraction and offsets up to 24:60. Each message counts as a level of nesting, so that lists in
 * a Value nest 50 deep and objects 33.
 *
 * <h2>Not supported</h2>
 *
 * <p>Groups, proto2 extensions and defaults of proto2 fields: compiling a type that reaches a group
 * or such a default fails with an {@link java.lang.IllegalArgumentException} which names it.
 *
 * <h2>Threads</h2>
 *
 * <p>Shapes and compiled converters are immutable and may be shared by any number of threads. What
 * one conversion needs is allocated by that conversion: nothing is pooled, and nothing is kept per
 * thread, which makes the package safe to use from virtual threads.
 */
@NullMarked
package io.farmgate.opencue.transcode;

import org.jspecify.annotations.NullMarked;
