package io.farmgate.application;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The farms behind this gateway. The first one is the default. Immutable. */
public final class Farms {
  private final Map<String, Farm> byName = new LinkedHashMap<>();
  private final Farm first;

  /**
   * Takes the farms in order.
   *
   * @throws IllegalArgumentException where there is none, or two have one name
   */
  public Farms(List<Farm> farms) {
    if (farms.isEmpty()) {
      throw new IllegalArgumentException("farms: none (expected: at least one)");
    }
    for (Farm farm : farms) {
      if (byName.put(farm.name(), farm) != null) {
        throw new IllegalArgumentException("farms: two are named '" + farm.name() + "'");
      }
    }
    first = farms.getFirst();
  }

  /** Returns the farm that paths without a farm's name mean. */
  public Farm byDefault() {
    return first;
  }

  /** Tells whether there is a farm of that name. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /**
   * Returns the farm of that name.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} that lists the names there are
   */
  public Farm named(String name) {
    Farm farm = byName.get(name);
    if (farm == null) {
      throw new FarmException(
          new FarmFailure.NotFound(
              "there is no farm '" + name + "' (there are: " + byName.keySet() + ")"));
    }
    return farm;
  }
}
