package io.farmgate.adapter.http.resource.opencue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that is served, by path and verb. Immutable. */
final class Operations {
  private final List<Place> places = new ArrayList<>();

  Operations(List<Operation> operations) {
    Map<Template, Map<String, Operation>> byPlace = new LinkedHashMap<>();
    for (Operation operation : operations) {
      Operation other =
          byPlace
              .computeIfAbsent(operation.template(), t -> new LinkedHashMap<>())
              .put(operation.verb(), operation);
      if (other != null) {
        throw new IllegalStateException(
            "operations " + other.id() + " and " + operation.id() + " are at one place");
      }
    }
    byPlace.forEach((template, byVerb) -> places.add(new Place(template, byVerb)));
    // A path that is said whole comes before one that a name could stand in.
    places.sort(Comparator.comparingLong(place -> place.template().varying()));
  }

  /** A template and what is served there. */
  record Place(Template template, Map<String, Operation> byVerb) {
    Place {
      byVerb = Map.copyOf(byVerb);
    }

    /** Returns all verbs that are answered. */
    Set<String> verbs() {
      Set<String> verbs = new TreeSet<>(byVerb.keySet());
      verbs.add("OPTIONS");
      if (verbs.contains("GET")) {
        verbs.add("HEAD");
      }
      return verbs;
    }

    /** Returns what serves one of the {@link #verbs} that is not OPTIONS. */
    Operation of(String verb) {
      return Objects.requireNonNull(byVerb.get(verb.equals("HEAD") ? "GET" : verb));
    }
  }

  /**
   * A place with what its template's names stand for.
   *
   * @param segments by name
   */
  record Found(Place place, Map<String, String> segments) {
    Found {
      segments = Map.copyOf(segments);
    }
  }

  /** Finds what is served at a path that starts with {@code /api}. */
  Optional<Found> find(String path) {
    List<String> segments = Template.split(path);
    for (Place place : places) {
      Optional<Map<String, String>> match = place.template().match(segments);
      if (match.isPresent()) {
        return Optional.of(new Found(place, match.get()));
      }
    }
    return Optional.empty();
  }

  /** Returns templates that begin like a path, those of about its length first. */
  List<String> near(String path, int most) {
    List<String> segments = Template.split(path);
    return places.stream()
        .map(Place::template)
        .filter(
            template -> segments.size() > 2 && template.segments().get(2).equals(segments.get(2)))
        .sorted(
            Comparator.comparingInt(
                template -> Math.abs(template.segments().size() - segments.size())))
        .map(Template::text)
        .limit(most)
        .toList();
  }
}
