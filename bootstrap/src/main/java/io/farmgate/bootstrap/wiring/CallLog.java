package io.farmgate.bootstrap.wiring;

import io.farmgate.application.CallRecorder;
import io.farmgate.application.LogLine;
import io.farmgate.bootstrap.metrics.Outcomes;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line a call, in the form {@code name=value}. Thread-safe. */
final class CallLog implements CallRecorder {
  private static final Logger log = LoggerFactory.getLogger("io.farmgate.calls");

  /** A longer subject is cut: it comes from outside. */
  private static final int LONGEST_SUBJECT = 64;

  @Override
  public void record(
      Caller caller,
      String requestId,
      String farm,
      String method,
      Duration took,
      Optional<FarmFailure> failure) {
    if (log.isInfoEnabled()) {
      log.info(
          "{}",
          new Line(
              printable(caller.subject()),
              caller.role(),
              requestId,
              farm,
              method,
              failure.map(Outcomes::word).orElse("ok"),
              took.toMillis()));
    }
  }

  @Override
  public void ignoredKeys(String method, int count) {
    log.debug("ignored method={} keys={}", method, count);
  }

  private record Line(
      String subject,
      Role role,
      String requestId,
      String farm,
      String method,
      String outcome,
      long ms)
      implements LogLine {
    @Override
    public void members(BiConsumer<String, Object> member) {
      member.accept("requestId", requestId);
      member.accept("subject", subject);
      member.accept("role", roleWord());
      member.accept("farm", farm);
      member.accept("method", method);
      member.accept("outcome", outcome);
      member.accept("ms", ms);
    }

    @Override
    public String toString() {
      return "call subject=\""
          + subject
          + "\" role="
          + roleWord()
          + " farm="
          + farm
          + " method="
          + method
          + " outcome="
          + outcome
          + " ms="
          + ms
          + " id="
          + requestId;
    }

    private String roleWord() {
      return role.name().toLowerCase(Locale.ROOT);
    }
  }

  /** Nobody writes lines of their own into the log, or ends the quotation. */
  private static String printable(String subject) {
    if (isPlain(subject)) {
      return subject;
    }
    StringBuilder text = new StringBuilder();
    subject
        .codePoints()
        .limit(LONGEST_SUBJECT)
        .map(c -> Character.isISOControl(c) || c == '"' || c == '\\' ? '?' : c)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  /** As nearly all are. */
  private static boolean isPlain(String subject) {
    if (subject.length() > LONGEST_SUBJECT) {
      return false;
    }
    for (int i = 0; i < subject.length(); i++) {
      char c = subject.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
