package io.farmgate.opencue.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;

/** A contract of one service, {@code tea.TeaInterface}, to try a table against. */
final class TinyContract {
  private TinyContract() {}

  static MethodDescriptorProto method(String name) {
    return MethodDescriptorProto.newBuilder()
        .setName(name)
        .setInputType(".tea.Ask")
        .setOutputType(".tea.Answer")
        .build();
  }

  static List<FileDescriptor> with(MethodDescriptorProto... methods) {
    FileDescriptorProto file =
        FileDescriptorProto.newBuilder()
            .setName("tea.proto")
            .setPackage("tea")
            .setSyntax("proto3")
            .addMessageType(DescriptorProto.newBuilder().setName("Ask"))
            .addMessageType(DescriptorProto.newBuilder().setName("Answer"))
            .addService(
                ServiceDescriptorProto.newBuilder()
                    .setName("TeaInterface")
                    .addAllMethod(List.of(methods)))
            .build();
    try {
      return List.of(FileDescriptor.buildFrom(file, new FileDescriptor[0]));
    } catch (DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }
}
