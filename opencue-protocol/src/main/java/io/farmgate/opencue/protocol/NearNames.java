package io.farmgate.opencue.protocol;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the method, or the field, that somebody meant.
 *
 * <p>Names are compared without regard to case by edit distance (Levenshtein). People get the
 * package wrong more often than anything else, because most packages are named after one service
 * but {@code job} and {@code host} hold several: {@code frame.FrameInterface/GetFrame} is a good
 * guess that does not exist. So each name is also compared without its package, at the price of one
 * edit; and a bare method name, without a service, is compared with bare method names.
 */
public final class NearNames {
  /** Nothing longer is a misspelt method; it also bounds the work that a hostile path can cause. */
  private static final int LONGEST_PATH = 100;

  private record Scored(String name, int distance) {}

  private NearNames() {}

  static List<String> of(String path, List<String> names, int most) {
    if (path.isBlank() || path.length() > LONGEST_PATH) {
      return List.of();
    }
    String wanted = path.strip().toLowerCase(Locale.ROOT);
    int farthest = Math.max(2, wanted.length() / 3);
    return names.stream()
        .map(name -> new Scored(name, distance(wanted, name.toLowerCase(Locale.ROOT), farthest)))
        .filter(scored -> scored.distance <= farthest)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(most)
        .map(Scored::name)
        .toList();
  }

  /**
   * Returns the name that is least unlike {@code wanted}, however far; empty where there is none.
   */
  public static Optional<String> nearest(String wanted, List<String> names) {
    String folded = wanted.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(
            Comparator.comparingInt(
                name -> edits(folded, name.toLowerCase(Locale.ROOT), Integer.MAX_VALUE)));
  }

  private static int distance(String wanted, String name, int farthest) {
    if (wanted.indexOf('/') < 0) {
      return edits(wanted, name.substring(name.indexOf('/') + 1), farthest);
    }
    int whole = edits(wanted, name, farthest);
    int withoutPackage = 1 + edits(withoutPackage(wanted), withoutPackage(name), farthest);
    return Math.min(whole, withoutPackage);
  }

  /** Cuts all up to the last dot before the slash. */
  private static String withoutPackage(String path) {
    return path.substring(path.lastIndexOf('.', path.indexOf('/')) + 1);
  }

  /** Counts the edits from {@code a} to {@code b}, or says more than {@code farthest}. */
  private static int edits(String a, String b, int farthest) {
    if (Math.abs(a.length() - b.length()) > farthest) {
      return farthest + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
