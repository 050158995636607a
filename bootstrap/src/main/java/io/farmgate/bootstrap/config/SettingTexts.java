package io.farmgate.bootstrap.config;

import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.http.resource.opencue.OpenCueResourceConfig;
import io.farmgate.adapter.webhooks.WebhookTargets;
import io.farmgate.domain.AddressRange;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the texts of settings mean. A text that means nothing is empty here, never an exception. */
final class SettingTexts {
  /** A name may have underscores: container networks give such names. */
  private static final Pattern ENDPOINT =
      Pattern.compile("([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5})");

  private static final Pattern METHODS = Pattern.compile("[A-Za-z0-9_.]+(/[A-Za-z0-9_]+)?");

  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`|~-]+");
  private static final Set<String> OPEN_READS = Set.of(OpenCueResourceConfig.NAME);

  private SettingTexts() {}

  static Optional<InetAddress> address(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      return bare.isBlank() ? Optional.empty() : Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static Optional<Integer> number(String text, int least, int most) {
    try {
      int number = Integer.parseInt(text.strip());
      return number >= least && number <= most ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  static Optional<Duration> duration(String text, Duration least, Duration most) {
    return Durations.parse(text)
        .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0);
  }

  static Optional<Set<Guard>> guards(String text) {
    Set<Guard> guards = EnumSet.noneOf(Guard.class);
    for (String word : text.split(",", -1)) {
      Optional<Guard> guard = Guard.of(word.strip());
      if (guard.isEmpty()) {
        return Optional.empty();
      }
      guards.add(guard.get());
    }
    return Optional.of(guards);
  }

  /**
   * Reads a path.
   *
   * @param folder where one that is not absolute starts
   * @param userHome what "~" stands for
   */
  static Optional<Path> path(String text, Path folder, Optional<String> userHome) {
    String whole = text;
    if (text.equals("~") || text.startsWith("~/")) {
      if (userHome.isEmpty()) {
        return Optional.empty();
      }
      whole = userHome.get() + text.substring(1);
    }
    try {
      return Optional.of(folder.resolve(whole).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Absolute folders; the root of all of them would allow every file there is. */
  static Optional<List<Path>> folders(String text) {
    List<Path> folders = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      try {
        Path folder = Path.of(part.strip()).normalize();
        if (!folder.isAbsolute() || folder.getNameCount() == 0) {
          return Optional.empty();
        }
        folders.add(folder);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return Optional.of(folders);
  }

  static Optional<Boolean> truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Octal digits of rights. */
  static Optional<String> umask(String text) {
    return Optional.of(text).filter(digits -> digits.matches("[0-7]{3,4}"));
  }

  /** A name as it stands in certificates, without a port. */
  static Optional<String> hostName(String text) {
    return Optional.of(text.strip()).filter(name -> name.matches("[A-Za-z0-9.-]{1,253}"));
  }

  static Optional<List<String>> names(String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return names.contains("") ? Optional.empty() : Optional.of(names);
  }

  /** RFC 9110, section 5.6.2; an asterisk alone would mean other things to other browsers. */
  static Optional<List<String>> headerNames(String text) {
    return names(text)
        .filter(names -> names.stream().allMatch(name -> HEADER.matcher(name).matches()));
  }

  static Optional<Set<String>> openReads(String text) {
    return names(text).filter(OPEN_READS::containsAll).map(Set::copyOf);
  }

  static <E extends Enum<E>> Optional<E> word(Class<E> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.name().equals(text.strip().toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  static Optional<WebhookTargets> webhookTargets(String text) {
    return WebhookTargets.parse(
        Stream.of(text.split(",", -1)).map(String::strip).filter(part -> !part.isEmpty()).toList());
  }

  static Optional<List<AddressRange>> ranges(String text) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Optional<AddressRange> range = AddressRange.parse(part.strip());
      if (range.isEmpty()) {
        return Optional.empty();
      }
      ranges.add(range.get());
    }
    return Optional.of(ranges);
  }

  static Optional<Set<String>> methodNames(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      if (!METHODS.matcher(part.strip()).matches()) {
        return Optional.empty();
      }
      names.add(part.strip());
    }
    return Optional.of(names);
  }

  static Optional<List<String>> endpoints(String text) {
    Set<String> endpoints = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String endpoint = part.strip();
      Matcher matcher = ENDPOINT.matcher(endpoint);
      if (!matcher.matches() || number(matcher.group("port"), 1, 65535).isEmpty()) {
        return Optional.empty();
      }
      endpoints.add(endpoint);
    }
    return Optional.of(List.copyOf(endpoints));
  }

  /** An origin is a scheme, a host and perhaps a port: RFC 6454, section 6.2. */
  static Optional<Set<String>> originList(String text) {
    Set<String> origins = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      String origin = part.strip();
      if (!origin.equals("*")
          && uri(origin)
              .filter(uri ->
                  uri.getHost() != null
                      && uri.getRawUserInfo() == null
                      && uri.getRawPath().isEmpty()
                      && uri.getRawQuery() == null
                      && uri.getRawFragment() == null)
              .isEmpty()) {
        return Optional.empty();
      }
      origins.add(origin);
    }
    return Optional.of(Set.copyOf(origins));
  }

  static Optional<URI> uri(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
