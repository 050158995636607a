package io.farmgate.domain;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, as in CIDR notation: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or
 * one address alone. Immutable.
 */
public final class AddressRange {
  /** Only what can be no host name: a name server is never asked. */
  private static final Pattern CIDR =
      Pattern.compile(
          "(?<address>[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)"
              + "(/(?<bits>[0-9]{1,3}))?");

  private final byte[] prefix;
  private final int bits;

  private AddressRange(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * Reads a range; empty where the text is none, or where an address has bits behind the prefix.
   */
  public static Optional<AddressRange> parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      return Optional.empty();
    }
    byte[] address;
    try {
      address = InetAddress.ofLiteral(cidr.group("address")).getAddress();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int all = 8 * address.length;
    int bits = cidr.group("bits") == null ? all : Integer.parseInt(cidr.group("bits"));
    if (bits > all) {
      return Optional.empty();
    }
    for (int i = bits; i < all; i++) {
      if (bit(address, i) != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new AddressRange(address, bits));
  }

  /** Tells whether the address is in the range; one of the other family never is. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != prefix.length) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      if (bit(bytes, i) != bit(prefix, i)) {
        return false;
      }
    }
    return true;
  }

  private static int bit(byte[] bytes, int index) {
    return bytes[index / 8] >> (7 - index % 8) & 1;
  }
}
