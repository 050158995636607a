package io.farmgate.adapter.http.rpc;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.TimestampProto;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.protocol.MethodCatalogue;
import io.farmgate.opencue.transcode.AnyTypes;
import io.farmgate.opencue.transcode.OutputShape;
import io.farmgate.opencue.transcode.WireToJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a farm says of an error beside its code and text: a list of messages, each of a type of its
 * own. Shown are messages of the contract, times and durations. Thread-safe.
 */
final class ErrorDetails {
  private static final Logger log = LoggerFactory.getLogger(ErrorDetails.class);

  private static final String NONE = "[]";

  /** The number of the list in google.rpc.Status, whose other fields are known already. */
  private static final int LIST = 3;

  private final MethodCatalogue catalogue;
  private volatile @Nullable WireToJson printer;

  ErrorDetails(MethodCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Returns the details as a JSON list; an empty one where a detail is of a type that is not known.
   *
   * @param status a serialized google.rpc.Status
   */
  String json(WireBytes status) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      printer()
          .write(
              status.array(),
              0,
              status.size(),
              (buffer, offset, length, last) -> json.write(buffer, offset, length));
    } catch (IOException e) {
      log.debug("the details of an error cannot be shown", e);
      return NONE;
    }
    String object = json.toString(StandardCharsets.UTF_8);
    return object.substring(object.indexOf('['), object.length() - 1);
  }

  /** Made when it is first wanted: Cuebot sends no details, so most gateways never need it. */
  private WireToJson printer() {
    WireToJson made = printer;
    if (made == null) {
      List<Descriptor> types = new ArrayList<>();
      catalogue.files().forEach(file -> types.addAll(file.getMessageTypes()));
      types.addAll(DurationProto.getDescriptor().getMessageTypes());
      types.addAll(TimestampProto.getDescriptor().getMessageTypes());
      made = OutputShape.builder().anyTypes(AnyTypes.of(types)).build().compile(listOfAny());
      printer = made;
    }
    return made;
  }

  private static Descriptor listOfAny() {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("error_details.proto")
            .setSyntax("proto3")
            .addDependency(AnyProto.getDescriptor().getFullName())
            .addMessageType(
                DescriptorProto.newBuilder()
                    .setName("ErrorDetails")
                    .addField(
                        FieldDescriptorProto.newBuilder()
                            .setName("details")
                            .setNumber(LIST)
                            .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                            .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                            .setTypeName(".google.protobuf.Any")))
            .build();
    try {
      return FileDescriptor.buildFrom(file, new FileDescriptor[] {AnyProto.getDescriptor()})
          .findMessageTypeByName("ErrorDetails");
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }
}
