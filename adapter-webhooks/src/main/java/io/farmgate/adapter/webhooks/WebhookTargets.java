package io.farmgate.adapter.webhooks;

import io.farmgate.domain.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom webhooks may call, so that nobody makes the gateway call what only it can reach. A host is
 * allowed by its name, or by all of its addresses. What a name leads to is looked at too: an
 * address inside of somebody's network is called only where it is allowed itself. Immutable.
 */
public final class WebhookTargets {
  private static final Pattern HOST =
      Pattern.compile(
          "(?<any>\\*\\.)?(?<name>[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:(?<port>\\d{1,5}))?");

  /** What belongs to no public host, or carries an address that may be of such a kind. */
  private static final List<AddressRange> INSIDE =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          "::/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/32",
          "2001:db8::/32",
          "2002::/16",
          "fc00::/7",
          "fe80::/9",
          "ff00::/8");

  private final List<Host> hosts;
  private final List<AddressRange> ranges;
  private final Names names;

  private WebhookTargets(List<Host> hosts, List<AddressRange> ranges, Names names) {
    this.hosts = List.copyOf(hosts);
    this.ranges = List.copyOf(ranges);
    this.names = names;
  }

  /** Tells what a name leads to. */
  @FunctionalInterface
  interface Names {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * A host, or all below a name.
   *
   * @param port 0 for any
   */
  private record Host(String name, boolean below, int port) {
    boolean fits(String host, int asked) {
      return (below ? host.endsWith("." + name) : host.equals(name))
          && (port == 0 || port == asked);
    }
  }

  /**
   * Reads targets: {@code hooks.example.com}, {@code *.example.com:8443}, {@code 192.0.2.0/24}.
   * Empty where one is none of these.
   */
  public static Optional<WebhookTargets> parse(List<String> texts) {
    return parse(texts, InetAddress::getAllByName);
  }

  static Optional<WebhookTargets> parse(List<String> texts, Names names) {
    List<Host> hosts = new ArrayList<>();
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : texts) {
      Optional<AddressRange> range = AddressRange.parse(text);
      Matcher host = HOST.matcher(text.toLowerCase(Locale.ROOT));
      if (range.isPresent()) {
        ranges.add(range.get());
      } else if (host.matches() && !text.matches("[0-9.]+")) {
        String port = host.group("port");
        hosts.add(
            new Host(
                host.group("name"),
                host.group("any") != null,
                port == null ? 0 : Integer.parseInt(port)));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new WebhookTargets(hosts, ranges, names));
  }

  /**
   * Says why a target is not called; empty where it may be. Asks a name server, so that it may take
   * its time. Nothing of what is allowed, or of where a name leads, is told.
   */
  Optional<String> refusal(URI target) {
    String host = target.getHost();
    boolean secure = "https".equalsIgnoreCase(target.getScheme());
    if (host == null
        || !(secure || "http".equalsIgnoreCase(target.getScheme()))
        || target.getRawUserInfo() != null
        || target.getRawFragment() != null) {
      return Optional.of("no address to call (expected: https://host/path, without a user)");
    }
    int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
    String name = host.toLowerCase(Locale.ROOT);
    boolean byName = hosts.stream().anyMatch(one -> one.fits(name, port));
    if (!byName && ranges.isEmpty()) {
      return notAllowed();
    }
    InetAddress[] addresses;
    try {
      addresses = names.addresses(name);
    } catch (UnknownHostException e) {
      return byName ? Optional.of("the name of the host is not known") : notAllowed();
    }
    for (InetAddress address : addresses) {
      boolean inRange = ranges.stream().anyMatch(range -> range.contains(address));
      if (!inRange && (!byName || isInside(address))) {
        return notAllowed();
      }
      if (!inRange && !secure) {
        return Optional.of("http (expected: https, unless the address itself is allowed)");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> notAllowed() {
    return Optional.of("not allowed (expected: one that FARMGATE_WEBHOOK_TARGETS allows)");
  }

  private static boolean isInside(InetAddress address) {
    return address.isMulticastAddress()
        || INSIDE.stream().anyMatch(range -> range.contains(address));
  }

  private static List<AddressRange> ranges(String... texts) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : texts) {
      ranges.add(AddressRange.parse(text).orElseThrow());
    }
    return ranges;
  }
}
