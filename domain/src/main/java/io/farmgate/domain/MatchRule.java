package io.farmgate.domain;

/**
 * A look at one property of a job. Names of jobs, shows, shots, users and facilities are compared
 * in lower case, as OpenCue does; the input stays as it is.
 *
 * @param input what the property is compared with; for {@link Kind#REGEX} a regular expression in
 *     Java's dialect, which is looked for anywhere
 */
public record MatchRule(Subject subject, Kind kind, String input) {
  /** What is looked at. */
  public enum Subject {
    /** The full name. */
    JOB_NAME,
    SHOW,
    SHOT,
    USER,
    /** A service of one of the job's layers. */
    SERVICE_NAME,
    PRIORITY,
    FACILITY,
    /** The name of one of the job's layers. */
    LAYER_NAME
  }

  /** How it is compared. Of several services or layers one must fit, or none must contain or be. */
  public enum Kind {
    CONTAINS,
    DOES_NOT_CONTAIN,
    IS,
    IS_NOT,
    REGEX,
    BEGINS_WITH,
    ENDS_WITH
  }
}
