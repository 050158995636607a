package io.farmgate.domain.port;

import io.farmgate.domain.Deed;
import io.farmgate.domain.DeedId;
import io.farmgate.domain.HostId;
import io.farmgate.domain.OwnerId;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/**
 * Whose the hosts of a farm are. What returned is durable. Each change throws {@link FarmException}
 * with {@link FarmFailure.NotFound} for an unknown id.
 */
public interface Deeds {
  /** Returns all deeds, by the name of the host. */
  List<Deed> all();

  /** Gives a host to an owner, instead of whoever it was. */
  Deed give(HostId host, OwnerId owner);

  /** Ends an ownership. */
  void end(DeedId deed);
}
