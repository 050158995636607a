package io.farmgate.domain.port;

import io.farmgate.domain.port.FarmChange.Kind;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Which changes are asked for. It spares a farm what nobody wants to know; more may be told.
 *
 * @param shows names of shows whose jobs are meant; empty for all
 * @param kinds not empty
 */
public record Interest(Set<String> shows, Set<Kind> kinds) {
  /** All changes. */
  public static final Interest ALL = new Interest(Set.of(), EnumSet.allOf(Kind.class));

  public Interest {
    shows = Set.copyOf(shows);
    kinds = Set.copyOf(kinds);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds: none (expected: one at least)");
    }
  }

  /** Returns what at least one of both asks for. */
  public Interest or(Interest other) {
    Set<String> allShows = new HashSet<>(shows);
    allShows.addAll(other.shows);
    Set<Kind> allKinds = EnumSet.copyOf(kinds);
    allKinds.addAll(other.kinds);
    boolean every = shows.isEmpty() || other.shows.isEmpty();
    return new Interest(every ? Set.of() : allShows, allKinds);
  }

  /** Tells whether the jobs of a show are meant. */
  public boolean covers(String show) {
    return shows.isEmpty() || shows.contains(show);
  }
}
