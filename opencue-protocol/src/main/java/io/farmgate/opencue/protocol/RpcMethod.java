package io.farmgate.opencue.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;

/**
 * One method of OpenCue's contract: what goes in, what comes out, and who may call it. Immutable.
 *
 * @param fullName {@code package.Service/Method}, for example {@code show.ShowInterface/GetShows}:
 *     the path of the call, without the slash in front
 * @param service {@code package.Service}
 * @param name the method alone
 * @param request the message that a call carries
 * @param response the message that an answer carries
 * @param access what it does to the farm
 * @param exposure whether it is offered
 * @param reason what a caller is told when it is not; empty exactly when {@code exposure} is {@link
 *     Exposure#OPEN}
 * @param descriptor the method as its contract declares it
 */
public record RpcMethod(
    String fullName,
    String service,
    String name,
    Descriptor request,
    Descriptor response,
    Access access,
    Exposure exposure,
    String reason,
    MethodDescriptor descriptor) {}
