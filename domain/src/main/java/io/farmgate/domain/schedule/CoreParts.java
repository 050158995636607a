package io.farmgate.domain.schedule;

import io.farmgate.domain.Cores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Divides cores by a ratio, to the hundredth, so that the parts add up to what is divided. */
public final class CoreParts {
  private CoreParts() {}

  /**
   * Divides {@code whole}.
   *
   * @param ratio by whom the parts are for; where all are zero, the parts are equal
   * @return the parts, in the order of {@code ratio}; hundredths that no fair part has go to those
   *     who are nearest to the next one, the first of them first
   */
  public static <K> Map<K, Cores> divide(Cores whole, Map<K, Cores> ratio) {
    long given = ratio.values().stream().mapToLong(Cores::hundredths).sum();
    long sum = given == 0 ? ratio.size() : given;
    Map<K, Integer> parts = new LinkedHashMap<>();
    Map<K, Long> rest = new LinkedHashMap<>();
    long left = whole.hundredths();
    for (Map.Entry<K, Cores> one : ratio.entrySet()) {
      long fair = (given == 0 ? 1L : one.getValue().hundredths()) * whole.hundredths();
      parts.put(one.getKey(), Math.toIntExact(fair / sum));
      rest.put(one.getKey(), fair % sum);
      left -= fair / sum;
    }
    List<K> nearest = new ArrayList<>(ratio.keySet());
    nearest.sort(Comparator.comparing((K who) -> rest.getOrDefault(who, 0L)).reversed());
    for (K who : nearest.subList(0, Math.min(nearest.size(), Math.toIntExact(left)))) {
      parts.merge(who, 1, Integer::sum);
    }
    Map<K, Cores> divided = new LinkedHashMap<>();
    parts.forEach((who, hundredths) -> divided.put(who, new Cores(hundredths)));
    return divided;
  }
}
