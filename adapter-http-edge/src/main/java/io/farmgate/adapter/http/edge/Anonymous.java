package io.farmgate.adapter.http.edge;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Who calls without a token where none is needed: a viewer who is told from others by address, so
 * that each has a rate limit of their own.
 */
final class Anonymous {
  private static final int NETWORK_BYTES = 8;

  private Anonymous() {}

  static Caller at(InetSocketAddress peer) {
    return new Caller("anonymous-" + place(peer.getAddress()), Role.VIEWER);
  }

  /** One place on the net has as many IPv6 addresses as it likes, but one network of 64 bits. */
  private static String place(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address == null ? "unknown" : address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    } catch (UnknownHostException e) {
      // 16 bytes are an address.
      throw new IllegalStateException(e);
    }
  }
}
