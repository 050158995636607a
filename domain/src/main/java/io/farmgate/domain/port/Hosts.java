package io.farmgate.domain.port;

import io.farmgate.domain.Host;
import io.farmgate.domain.HostId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;
import java.util.Optional;

/** The machines of a farm. */
public interface Hosts {
  /** Returns all hosts, by name. */
  List<Host> all();

  /** Returns the host of that id. */
  Optional<Host> byId(HostId id);

  /** Returns the host of that name. */
  Optional<Host> byName(String name);

  /**
   * Sets whether the host takes new work; what runs goes on. Durable when it returns.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown id
   */
  void setLock(HostId id, Host.LockState lock);
}
