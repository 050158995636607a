package io.farmgate.domain.port;

import io.farmgate.domain.HostId;
import io.farmgate.domain.Lending;
import io.farmgate.domain.LendingId;
import io.farmgate.domain.LentAmounts;
import io.farmgate.domain.WorkRef;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.List;

/**
 * What people lend of their hosts to work of their choice. Its frames are booked there although the
 * host is locked, of another allocation, or of another facility, and count for no maximum and no
 * subscription; never more than is lent at once, and never more than the host has. What returned is
 * durable. A lending ends when it is taken back, when its job has finished, and when the host gets
 * another owner or none; what runs then goes on.
 */
public interface Lendings {
  /** Returns what is lent of a host, the oldest first; nothing of an unknown one. */
  List<Lending> ofHost(HostId host);

  /**
   * Lends a part of a host.
   *
   * @param host the host's name
   * @param owner who lends it
   * @param threads cores that each proc gets
   * @throws FarmException with {@link FarmFailure.NotFound} for work or a host that is not there,
   *     {@link FarmFailure.Precondition} where the host is not that owner's or the job has
   *     finished, {@link FarmFailure.Conflict} where the host lends something to the job already,
   *     {@link FarmFailure.Invalid} where no proc could ever run in the part
   */
  Lending lend(WorkRef work, String host, String owner, int threads, LentAmounts max);

  /**
   * Lends more or less from now on; what runs goes on.
   *
   * @param max 0 leaves an amount as it is
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown lending, {@link
   *     FarmFailure.Invalid} for a negative amount, or one above all bounds
   */
  void change(LendingId id, LentAmounts max);

  /**
   * Takes a part back; what runs goes on.
   *
   * @throws FarmException with {@link FarmFailure.NotFound} for an unknown lending
   */
  void end(LendingId id);
}
