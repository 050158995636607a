package io.farmgate.domain.schedule;

import io.farmgate.domain.Host.ThreadMode;
import java.util.Set;

/**
 * A host that is to get work.
 *
 * @param total what there is to book when nothing runs
 * @param tags what layers ask for
 * @param threads how many cores procs get that can use several
 */
public record HostOffer(Amounts total, Set<String> tags, ThreadMode threads) {
  public HostOffer {
    tags = Set.copyOf(tags);
  }
}
