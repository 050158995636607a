package io.farmgate.opencue.protocol;

import java.util.Optional;
import java.util.Set;

/**
 * What an operator adds to the contract that is compiled in.
 *
 * @param descriptorSet a serialized {@code google.protobuf.FileDescriptorSet}, as {@code protoc
 *     --include_imports --descriptor_set_out} writes it; not changed after it was handed over
 * @param policies rows in the form of {@code methods.tsv}, for methods that only the set has
 * @param opened names of services ({@code package.Service}) or methods ({@code
 *     package.Service/Method}) that are closed as shipped and shall be open to admins
 */
public record ContractAdditions(
    Optional<byte[]> descriptorSet, Optional<String> policies, Set<String> opened) {
  /** Nothing. */
  public static final ContractAdditions NONE =
      new ContractAdditions(Optional.empty(), Optional.empty(), Set.of());

  public ContractAdditions {
    opened = Set.copyOf(opened);
  }
}
