package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.SetupPorts;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes how a farm is set up, for a caller who may: all of it takes an admin. What returned is
 * durable.
 */
public final class SetUpFarm {
  private final AccessPolicy policy;

  SetUpFarm(AccessPolicy policy) {
    this.policy = policy;
  }

  /**
   * Changes something; see the ports for what can go wrong.
   *
   * @param what what is done, for a refusal: "rename a facility"
   */
  public void change(Caller caller, Farm farm, String what, Consumer<SetupPorts> change) {
    policy.require(caller, Role.ADMIN, what);
    change.accept(farm.ports().setup());
  }

  /** Makes something that was not there, and returns it; otherwise as {@link #change}. */
  public <T> T make(Caller caller, Farm farm, String what, Function<SetupPorts, T> make) {
    policy.require(caller, Role.ADMIN, what);
    return make.apply(farm.ports().setup());
  }
}
