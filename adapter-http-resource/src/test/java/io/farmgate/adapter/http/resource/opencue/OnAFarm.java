package io.farmgate.adapter.http.resource.opencue;

import com.fasterxml.jackson.databind.JsonNode;
import io.farmgate.domain.contract.Capability;
import io.farmgate.domain.contract.FarmDriver;
import io.farmgate.domain.contract.FarmUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Tests of the API on any farm: a test of a farm extends one of the suites and tells how to make
 * the farm, as for the contract kit.
 */
abstract class OnAFarm implements FarmUnderTest {
  protected FarmDriver drive;
  protected Gateway gateway;

  @BeforeEach
  void serve() {
    drive = drive(Capability.LAUNCH);
    gateway = new Gateway(farm());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** Returns the thing of that name in a list. */
  static JsonNode one(JsonNode list, String name) {
    for (JsonNode thing : list) {
      if (thing.path("name").asText().equals(name)) {
        return thing;
      }
    }
    throw new AssertionError("no '" + name + "' in " + list);
  }
}
