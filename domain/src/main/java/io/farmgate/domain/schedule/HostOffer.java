package io.farmgate.domain.schedule;

import java.util.Set;

/**
 * A host that is to get work.
 *
 * @param total what there is to book when nothing runs
 * @param tags what layers ask for
 */
public record HostOffer(Amounts total, Set<String> tags) {
  public HostOffer {
    tags = Set.copyOf(tags);
  }
}
