package io.farmgate.domain.failure;

import io.farmgate.domain.wire.WireBytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can go wrong between a client and a farm.
 *
 * <p>Exactly two kinds of code translate it, each with an exhaustive switch: an outbound adapter
 * makes one from what its farm said, and a dialect turns one into a status and a body. A message is
 * written for the person who made the call: what was wrong, where, and what to do. It never holds
 * SQL, class names, addresses, secrets or tokens.
 */
public sealed interface FarmFailure {

  /** Returns the sentence for the caller; never empty. */
  String message();

  /**
   * The request itself is wrong; sending it again unchanged cannot succeed.
   *
   * @param message stands alone where there is at most one violation, and heads the list of them
   *     where there are more
   */
  record Invalid(String message, List<Violation> violations) implements FarmFailure {
    public Invalid {
      violations = List.copyOf(violations);
    }

    /** A request with one thing wrong that the message says whole. */
    public Invalid(String message) {
      this(message, List.of());
    }
  }

  /** One thing wrong with a request: {@code where} is a path or a position in it. */
  record Violation(String where, String problem) {}

  /** The caller is not known. */
  record Unauthenticated(String message, Reason reason) implements FarmFailure {
    /** Why: the documents give the two different statuses. */
    public enum Reason {
      /** No token, or a header that holds none. */
      MISSING,
      /** A token whose signature, time or claims fail. */
      REJECTED
    }
  }

  /** The caller is known and may not do this. */
  record Forbidden(String message) implements FarmFailure {}

  /** No such method or path. {@code near} holds the known names most like it, best first. */
  record UnknownMethod(String message, List<String> near) implements FarmFailure {
    public UnknownMethod {
      near = List.copyOf(near);
    }
  }

  /** The thing named by {@code key} does not exist. */
  record NotFound(String message) implements FarmFailure {
    private static final int LONGEST_KEY = 200;

    /**
     * For a {@code kind} ("job", "frame") and the key that was asked for, of which 200 characters
     * are repeated at most.
     */
    public static NotFound of(String kind, String key) {
      return new NotFound("there is no " + kind + " " + Echo.quoted(key, LONGEST_KEY));
    }
  }

  /** It exists already, or somebody else changed it first. */
  record Conflict(String message) implements FarmFailure {}

  /** The farm is not in a state in which this can be done. */
  record Precondition(String message) implements FarmFailure {}

  /** Too many calls, or too much at once; worth trying again after {@code retryAfter}. */
  record RateLimited(String message, Duration retryAfter) implements FarmFailure {}

  /**
   * The farm did not answer in time. That does not mean that nothing was done: a farm finishes
   * calls whose deadline has passed.
   */
  record TimedOut(String message, Outcome outcome) implements FarmFailure {}

  /** The farm cannot be reached, or is closing down, or the connection to it broke. */
  record Unavailable(String message, Optional<Duration> retryAfter, Outcome outcome)
      implements FarmFailure {
    /** Without a word on what became of a change. */
    public Unavailable(String message, Optional<Duration> retryAfter) {
      this(message, retryAfter, Outcome.NOT_SAID);
    }

    /** Without advice on when to come back, either. */
    public Unavailable(String message) {
      this(message, Optional.empty());
    }
  }

  /** What became of a change whose call ended without the farm's answer. */
  sealed interface Outcome {
    /** The call changes nothing, or the failure says it all. */
    Outcome NOT_SAID = new NotSaid();

    /** The farm has not seen the call and will not: it can be made again. */
    Outcome NOT_DONE = new NotDone();

    /** The farm has carried it out; only its answer is lost. */
    Outcome DONE = new Done();

    /** Nobody can tell, and nothing is known that could be asked. */
    Outcome UNKNOWN = new Unknown(Optional.empty());

    /** The only value is {@link #NOT_SAID}. */
    record NotSaid() implements Outcome {}

    /** The only value is {@link #NOT_DONE}. */
    record NotDone() implements Outcome {}

    /** The only value is {@link #DONE}. */
    record Done() implements Outcome {}

    /**
     * The farm may have carried it out, or do so yet.
     *
     * @param ask the method whose answer shows it, {@code package.Service/Method}
     */
    record Unknown(Optional<String> ask) implements Outcome {}
  }

  /** This farm cannot do that, ever; the message names the farm and what it lacks. */
  record Unsupported(String message) implements FarmFailure {}

  /** A bug or a broken environment, here or in the farm. The details are in the log only. */
  record Fault(String message) implements FarmFailure {}

  /**
   * A status that a farm speaking OpenCue's own contract answered, kept as it was, because clients
   * of that contract act on its number.
   *
   * @param code the gRPC status code; codes outside 0 to 16 have been seen and are kept
   * @param message the farm's text, cleaned of what must not leak; may be empty
   * @param details the serialized {@code google.rpc.Status}, or empty
   * @param outcome said only where the status is not the farm's own word but the call's end
   */
  record Native(int code, String message, WireBytes details, Outcome outcome)
      implements FarmFailure {
    /** What a farm answered itself. */
    public Native(int code, String message, WireBytes details) {
      this(code, message, details, Outcome.NOT_SAID);
    }
  }
}
