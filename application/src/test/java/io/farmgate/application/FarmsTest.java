package io.farmgate.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.Farm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FarmsTest {
  private final Farm here = farm("here");
  private final Farm there = farm("there");

  @Test
  void firstFarmShouldBeTheDefault() {
    Farms farms = new Farms(List.of(here, there));

    assertThat(farms.byDefault()).isSameAs(here);
    assertThat(farms.named("there")).isSameAs(there);
  }

  @Test
  void unknownNameShouldBeRefusedWithTheNamesThereAre() {
    Farms farms = new Farms(List.of(here, there));

    assertThatThrownBy(() -> farms.named("nowhere"))
        .isInstanceOfSatisfying(
            FarmException.class,
            e -> assertThat(e.failure()).isInstanceOf(FarmFailure.NotFound.class))
        .hasMessage("there is no farm 'nowhere' (there are: [here, there])");
  }

  @Test
  void noFarmOrTwoOfOneNameShouldBeRefused() {
    assertThatThrownBy(() -> new Farms(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Farms(List.of(here, farm("here"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'here'");
  }

  private static Farm farm(String name) {
    return new Farm(name, "a test", Optional.empty(), Optional.empty());
  }
}
