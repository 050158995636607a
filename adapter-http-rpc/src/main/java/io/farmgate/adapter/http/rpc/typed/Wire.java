package io.farmgate.adapter.http.rpc.typed;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.farmgate.application.CallFarmMethod.Invocation;
import io.farmgate.domain.Cores;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.port.KillReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The small conversions between the wire's scalars and the domain's values. */
final class Wire {
  private static final int LONGEST_PATTERN = 256;

  private Wire() {}

  /** Makes an id of a field's text. */
  static <I> I id(String field, String text, Function<String, I> type) {
    if (text.isBlank()) {
      throw invalid(field + ": missing (expected: an id that the farm gave)");
    }
    return type.apply(text);
  }

  /** Returns a field's text. */
  static String text(String field, String text) {
    if (text.isBlank()) {
      throw invalid(field + ": missing (expected: a name)");
    }
    return text;
  }

  /** Reads cores. */
  static Cores cores(String field, float amount) {
    try {
      return Cores.of(amount);
    } catch (IllegalArgumentException e) {
      throw invalid(field + ": " + amount + " (expected: 0 or more cores)");
    }
  }

  /** Reads a regular expression, in Java's dialect, to be found anywhere in a name. */
  static Pattern pattern(String field, String text) {
    try {
      if (text.length() <= LONGEST_PATTERN) {
        return Pattern.compile(text);
      }
    } catch (PatternSyntaxException e) {
      throw invalid(field + ": '" + text + "' (expected: a regular expression)");
    }
    throw invalid(
        field
            + ": "
            + text.length()
            + " characters (expected: a regular expression of at most "
            + LONGEST_PATTERN
            + ")");
  }

  /** Names the person and the cause; a caller who does not say is the token's subject. */
  static KillReason reason(Invocation call, String user, String host, String pid, String reason) {
    return new KillReason(
        user.isBlank() ? call.caller().subject() : user, host, number(pid), reason);
  }

  /** As {@link #reason}, for methods that ask for nothing. */
  static KillReason reason(Invocation call, String what) {
    return new KillReason(call.caller().subject(), "", 0, what);
  }

  static int seconds(Instant time) {
    return Math.clamp(time.getEpochSecond(), 0, Integer.MAX_VALUE);
  }

  static int seconds(Optional<Instant> time) {
    return time.map(Wire::seconds).orElse(0);
  }

  static int seconds(Duration time) {
    return Math.clamp(time.toSeconds(), 0, Integer.MAX_VALUE);
  }

  static long kilobytes(long bytes) {
    return bytes / 1024;
  }

  /**
   * Returns fields that the contract does not have, to be carried by a message that it has; see
   * {@code farmgate.proto}.
   */
  static UnknownFieldSet extra(Message fields) {
    try {
      return UnknownFieldSet.parseFrom(fields.toByteArray());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("bytes that were written a moment ago", e);
    }
  }

  /** Tells that this farm cannot do something that the contract offers. */
  static FarmException unsupported(Invocation call, String what) {
    return new FarmException(
        new FarmFailure.Unsupported(
            "the farm '" + call.farm().name() + "' (" + call.farm().kind() + ") cannot " + what));
  }

  static FarmException invalid(String message) {
    return new FarmException(new FarmFailure.Invalid(message));
  }

  private static long number(String pid) {
    try {
      return Long.parseLong(pid);
    } catch (NumberFormatException e) {
      // Cuebot takes any text; the pid only goes into a record of who did it.
      return 0;
    }
  }
}
