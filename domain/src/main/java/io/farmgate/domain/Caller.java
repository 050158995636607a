package io.farmgate.domain;

/**
 * Who makes a call, as their token says.
 *
 * @param subject never blank
 * @param role what they may do
 */
public record Caller(String subject, Role role) {

  /** What a caller may do; each may do all that the one before it may. */
  public enum Role {
    /** Reads. */
    VIEWER,
    /** Reads, and changes what people on the farm change: jobs, layers, frames, hosts. */
    OPERATOR,
    /** Does everything that is open at all. */
    ADMIN;

    /** Tells whether this role covers {@code needed}. */
    public boolean covers(Role needed) {
      return compareTo(needed) >= 0;
    }
  }
}
