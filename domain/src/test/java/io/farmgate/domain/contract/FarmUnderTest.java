package io.farmgate.domain.contract;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.farmgate.domain.port.FarmPorts;
import java.time.Duration;
import java.util.Set;

/**
 * What an adapter's test tells the kit about its farm. The test makes a farm before each test
 * method and ends it, with all of its processes, after it.
 */
public interface FarmUnderTest {
  /**
   * Returns the farm; always the same one within a test. Nothing else runs on it, and it has open
   * hosts with two cores at least. A farm that cannot be made anew may have shows and finished jobs
   * on it: the kit works in a show of its own.
   */
  FarmPorts farm();

  /** Returns commands that the farm's hosts understand; always the same work within a test. */
  Work work();

  /** Returns what the farm lacks; the kit then expects it to be refused. */
  default Set<Capability> lacks() {
    return Set.of();
  }

  /** Returns what the farm can do and no test should have it do, as it is used by people. */
  default Set<Capability> spares() {
    return Set.of();
  }

  /** Makes a show for one test and returns its name. */
  default String newShow() {
    String name = "kit_" + Long.toString(System.nanoTime(), 36);
    return farm().shows().create(name).name();
  }

  /** Returns how long a farm may take for one thing before the kit gives up. */
  default Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** Gives the farm time for its next step; called between two looks at it. */
  default void letTimePass() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Returns a driver for a test that needs {@code needed}; without them the test is skipped. */
  default FarmDriver drive(Capability... needed) {
    for (Capability capability : needed) {
      assumeThat(lacks()).as("the farm lacks it").doesNotContain(capability);
      assumeThat(spares()).as("the farm is spared it").doesNotContain(capability);
    }
    return new FarmDriver(this);
  }
}
