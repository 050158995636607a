package io.farmgate.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmFailure;
import io.farmgate.domain.wire.WireBytes;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CallLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.farmgate.calls");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.INFO);
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void answeredCallShouldBeOneLine() {
    record("artist1", Optional.empty());

    assertThat(logged())
        .containsExactly(
            "call subject=\"artist1\" role=operator farm=embedded"
                + " method=job.JobInterface/GetJobs outcome=ok ms=12 id=r-7");
  }

  @Test
  void failureShouldBeNamedWithoutItsText() {
    record("artist1", Optional.of(FarmFailure.NotFound.of("job", "secret-show-name")));

    assertThat(logged())
        .singleElement()
        .asString()
        .contains("outcome=not-found")
        .doesNotContain("secret-show-name");
  }

  @Test
  void farmsOwnStatusShouldKeepItsNumber() {
    record("artist1", Optional.of(new FarmFailure.Native(17, "odd", WireBytes.EMPTY)));

    assertThat(logged()).singleElement().asString().contains("outcome=native-17");
  }

  @Test
  void subjectShouldNotWriteLinesOfItsOwn() {
    record(
        "eve\" role=admin\n2026-11-22 INFO forged\u001b[31m" + "x".repeat(100), Optional.empty());

    assertThat(logged())
        .singleElement()
        .asString()
        .startsWith("call subject=\"eve? role=admin?2026-11-22 INFO forged?[31mx")
        .doesNotContain("\n", "\u001b", "x".repeat(65));
  }

  @Test
  void aLineThatWaitsShouldHoldNothingLong() throws ReflectiveOperationException {
    record(
        "x".repeat(10_000),
        Optional.of(new FarmFailure.Native(2, "y".repeat(10_000), WireBytes.EMPTY)));

    Object line = lines.list.getFirst().getArgumentArray()[0];
    for (RecordComponent part : line.getClass().getRecordComponents()) {
      part.getAccessor().setAccessible(true);
      assertThat(part.getAccessor().invoke(line))
          .isInstanceOfAny(String.class, Long.class, Role.class);
      assertThat(part.getAccessor().invoke(line).toString()).hasSizeLessThan(100);
    }
  }

  @Test
  void nothingShouldBeLoggedAboveInfo() {
    logger.setLevel(Level.WARN);

    record("artist1", Optional.empty());

    assertThat(logged()).isEmpty();
  }

  private static void record(String subject, Optional<FarmFailure> failure) {
    new CallLog()
        .record(
            new Caller(subject, Role.OPERATOR),
            "r-7",
            "embedded",
            "job.JobInterface/GetJobs",
            Duration.ofMillis(12),
            failure);
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
