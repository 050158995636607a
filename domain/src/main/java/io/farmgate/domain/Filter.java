package io.farmgate.domain;

/**
 * A rule that a show applies to each job as it arrives: if its matchers agree, its actions change
 * the job. Without matchers it matches nothing.
 *
 * @param name unique in the show
 * @param place among the show's filters: 1, 2, 3 and so on; they are tried in this order
 */
public record Filter(FilterId id, String name, Quorum quorum, int place, boolean enabled) {
  /** How many of the matchers must agree. */
  public enum Quorum {
    ANY,
    ALL
  }
}
