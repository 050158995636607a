package io.farmgate.adapter.http.rpc.typed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why methods of the contract have no handler, out of {@code unserved.tsv}, whose head explains its
 * rows. Immutable.
 */
public final class Unserved {
  private static final String TABLE = "unserved.tsv";

  private final Map<String, String> reasons;

  private Unserved(Map<String, String> reasons) {
    this.reasons = reasons;
  }

  /**
   * Reads the table.
   *
   * @throws IllegalStateException where it is not there or a row is none
   */
  public static Unserved load() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String line : text().lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab <= 0 || reasons.put(line.substring(0, tab), line.substring(tab + 1)) != null) {
        throw new IllegalStateException(
            TABLE + ": '" + line + "' (expected: a method or service, once, a tab, a reason)");
      }
    }
    return new Unserved(reasons);
  }

  /**
   * Returns why a method is not served.
   *
   * @param method {@code package.Service/Method}
   */
  public Optional<String> reason(String method) {
    String service = method.substring(0, method.indexOf('/'));
    return Optional.ofNullable(reasons.get(method))
        .or(() -> Optional.ofNullable(reasons.get(service)));
  }

  /** Returns the methods and services that have a row. */
  Set<String> rows() {
    return reasons.keySet();
  }

  private static String text() {
    try (InputStream in = Unserved.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + ": not among the resources");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
