package io.farmgate.adapter.http.rpc.grpc;

import io.farmgate.domain.AddressRange;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Machines whose clients may call without a token, because they cannot send one.
 *
 * @param ranges where they are; empty for nobody
 * @param role what they may do
 */
public record TrustedPeers(List<AddressRange> ranges, Role role) {
  /** Nobody. */
  public static final TrustedPeers NONE = new TrustedPeers(List.of(), Role.VIEWER);

  public TrustedPeers {
    ranges = List.copyOf(ranges);
  }

  /** Returns who calls from {@code address} without a token; the subject names the machine. */
  Optional<Caller> at(InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address))
        ? Optional.of(new Caller("peer-" + address.getHostAddress(), role))
        : Optional.empty();
  }
}
