package io.farmgate.opencue.transcode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Struct;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import java.util.List;

/**
 * A message type with fields of every type, and our converters for it.
 *
 * <p>It has one_value in a oneof, where what is not set is not printed: a Value that is printed as
 * null, because it is not set, reads as a Value that is null.
 */
final class EveryType {
  private static final Schemas.Types TYPES =
      Schemas.of(
          """
          enum c.Shade
            WHITE 0
            GREY 1
            BLACK 2
            NEG -1
          enum c.Tint
            TINT_NONE 0
            TINT_DEEP 1
            TINT_PALE 2
            WAN 2
            wan 2
            aSh 2
          message c.Part
            a 1 int32
            whole 2 c.All
          message c.All
            one_int32 1 int32
            one_int64 2 int64
            one_uint32 3 uint32
            one_uint64 4 uint64
            one_sint32 5 sint32
            one_sint64 6 sint64
            one_fixed32 7 fixed32
            one_fixed64 8 fixed64
            one_sfixed32 9 sfixed32
            one_sfixed64 10 sfixed64
            one_float 11 float
            one_double 12 double
            one_bool 13 bool
            one_string 14 string
            one_bytes 15 bytes
            one_part 16 c.Part
            one_shade 17 c.Shade
            one_tint 18 c.Tint
            many_int32 31 repeated int32
            many_int64 32 repeated int64
            many_uint32 33 repeated uint32
            many_uint64 34 repeated uint64
            many_sint32 35 repeated sint32
            many_sint64 36 repeated sint64
            many_fixed32 37 repeated fixed32
            many_fixed64 38 repeated fixed64
            many_sfixed32 39 repeated sfixed32
            many_sfixed64 40 repeated sfixed64
            many_float 41 repeated float
            many_double 42 repeated double
            many_bool 43 repeated bool
            many_string 44 repeated string
            many_bytes 45 repeated bytes
            many_part 46 repeated c.Part
            many_shade 47 repeated c.Shade
            by_int32_int32 50 map<int32,int32>
            by_int64_int64 51 map<int64,int64>
            by_uint32_uint32 52 map<uint32,uint32>
            by_uint64_uint64 53 map<uint64,uint64>
            by_bool_bool 54 map<bool,bool>
            by_text_part 55 map<string,c.Part>
            by_text_shade 56 map<string,c.Shade>
            either_uint32 61 uint32 oneof either
            either_part 62 c.Part oneof either
            either_string 63 string oneof either
            either_bytes 64 bytes oneof either
            either_bool 65 bool oneof either
            either_uint64 66 uint64 oneof either
            either_float 67 float oneof either
            either_double 68 double oneof either
            either_enum 69 c.Shade oneof either
            either_null_value 70 google.protobuf.NullValue oneof either
            one_bool_box 71 google.protobuf.BoolValue
            one_int32_box 72 google.protobuf.Int32Value
            one_int64_box 73 google.protobuf.Int64Value
            one_uint32_box 74 google.protobuf.UInt32Value
            one_uint64_box 75 google.protobuf.UInt64Value
            one_float_box 76 google.protobuf.FloatValue
            one_double_box 77 google.protobuf.DoubleValue
            one_string_box 78 google.protobuf.StringValue
            one_bytes_box 79 google.protobuf.BytesValue
            many_bool_box 81 repeated google.protobuf.BoolValue
            many_int32_box 82 repeated google.protobuf.Int32Value
            many_int64_box 83 repeated google.protobuf.Int64Value
            many_uint32_box 84 repeated google.protobuf.UInt32Value
            many_uint64_box 85 repeated google.protobuf.UInt64Value
            many_float_box 86 repeated google.protobuf.FloatValue
            many_double_box 87 repeated google.protobuf.DoubleValue
            many_string_box 88 repeated google.protobuf.StringValue
            many_bytes_box 89 repeated google.protobuf.BytesValue
            one_duration 91 google.protobuf.Duration
            one_timestamp 92 google.protobuf.Timestamp
            one_mask 93 google.protobuf.FieldMask
            one_struct 94 google.protobuf.Struct
            one_any 95 google.protobuf.Any
            one_value 96 google.protobuf.Value oneof alone
            one_null_value 97 google.protobuf.NullValue
            many_duration 98 repeated google.protobuf.Duration
            many_timestamp 99 repeated google.protobuf.Timestamp
            many_value 100 repeated google.protobuf.Value
            many_list_value 101 repeated google.protobuf.ListValue
            framerange1 201 int32
            frame_range2 202 int32
            _frame_range3 203 int32
            frame__range4_ 204 int32
            frame0range5 205 int32
            frame_0_range6 206 int32
            frameRange7 207 int32
            FrameRange8 208 int32
            frame_Range9 209 int32
            Frame_Range10 210 int32
            FRAME_RANGE11 211 int32
            FRAME_range12 212 int32
            __frame_range13 213 int32
            __Frame_range14 214 int32
            frame__range15 215 int32
            frame__Range16 216 int32
            frame_range17__ 217 int32
            Frame_range18__ 218 int32
          """);
  static final Descriptor ALL = TYPES.get("c.All");
  static final List<Descriptor> HELD =
      List.of(
          ALL,
          Any.getDescriptor(),
          Duration.getDescriptor(),
          Empty.getDescriptor(),
          FieldMask.getDescriptor(),
          Int32Value.getDescriptor(),
          Struct.getDescriptor(),
          Timestamp.getDescriptor(),
          Value.getDescriptor());
  private static final OutputShape SHAPE =
      OutputShape.builder().anyTypes(AnyTypes.of(HELD)).build();
  private static final JsonToWire READER =
      InputShape.within(JsonLimits.DEFAULT, AnyTypes.of(HELD)).compile(ALL);

  private EveryType() {}

  static WireBody read(String json) throws JsonInputException {
    return read(json.getBytes(UTF_8));
  }

  static WireBody read(byte[] json) throws JsonInputException {
    return READER.read(json, 0, json.length);
  }

  static String print(byte[] wire) throws MalformedWireException {
    return Convert.toJson(SHAPE, ALL, wire);
  }
}
