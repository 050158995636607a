package io.farmgate.application;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.port.WorkPorts;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Changes work that is on a farm, for a caller who may: all of it takes an operator. What returned
 * is durable.
 */
public final class ControlWork {
  private final AccessPolicy policy;

  ControlWork(AccessPolicy policy) {
    this.policy = policy;
  }

  /**
   * Changes something; see the ports for what can go wrong.
   *
   * @param what what is done, for a refusal: "satisfy a dependency"
   */
  public void change(Caller caller, Farm farm, String what, Consumer<WorkPorts> change) {
    policy.require(caller, Role.OPERATOR, what);
    change.accept(farm.ports().work());
  }

  /** Makes something that was not there, and returns it; otherwise as {@link #change}. */
  public <T> T make(Caller caller, Farm farm, String what, Function<WorkPorts, T> make) {
    policy.require(caller, Role.OPERATOR, what);
    return make.apply(farm.ports().work());
  }
}
