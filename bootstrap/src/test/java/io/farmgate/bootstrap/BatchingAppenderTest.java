package io.farmgate.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.farmgate.application.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchingAppenderTest {
  private final LoggerContext context = new LoggerContext();
  private final Logger log = context.getLogger("a");

  BatchingAppenderTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void linesShouldComeOutInOrderAndByThemselves() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    attach(out);

    for (int i = 0; i < 5000; i++) {
      log.info("line {}", i);
    }

    List<String> expected = IntStream.range(0, 5000).mapToObj(i -> "line " + i).toList();
    within(Duration.ofSeconds(20), () -> lines(out).size() == 5000);
    assertThat(lines(out)).isEqualTo(expected);
  }

  @Test
  void anArgumentShouldBeWrittenAsItWasWhenItWasLogged() {
    Blocked out = new Blocked();
    attach(out);
    log.info("stuck");
    within(Duration.ofSeconds(20), () -> out.waiting);
    StringBuilder changing = new StringBuilder("before");

    log.info("{}", changing);
    changing.append(" and after");
    out.open.countDown();

    within(Duration.ofSeconds(20), () -> out.text().lines().count() == 2);
    assertThat(out.text().lines()).containsExactly("stuck", "before");
  }

  @Test
  void aLogLineShouldBecomeTextOnTheWritersThread() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    attach(out);

    log.info(
        "{}",
        new LogLine() {
          @Override
          public void members(BiConsumer<String, Object> member) {}

          @Override
          public String toString() {
            return "on " + Thread.currentThread().getName();
          }
        });

    within(Duration.ofSeconds(20), () -> lines(out).equals(List.of("on log")));
  }

  @Test
  void aLineShouldWakeAWriterThatRests() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    attach(out);
    within(
        Duration.ofSeconds(30),
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("log"))
                .anyMatch(thread -> thread.getState() == Thread.State.WAITING));

    log.info("hello");

    within(Duration.ofSeconds(20), () -> lines(out).equals(List.of("hello")));
  }

  @Test
  void stoppingShouldLoseNothing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BatchingAppender appender = attach(out);
    for (int i = 0; i < 1000; i++) {
      log.info("line {}", i);
    }

    appender.stop();

    assertThat(lines(out)).hasSize(1000).endsWith("line 999");
  }

  @Test
  void outputThatBlocksShouldHoldUpNobodyAndWhatIsLostShouldBeSaid() {
    Blocked out = new Blocked();
    attach(out);
    int many = 3 * BatchingAppender.MAX_LINES;

    for (int i = 0; i < many; i++) {
      log.info("line {}", i);
    }
    out.open.countDown();

    within(Duration.ofSeconds(20), () -> out.text().contains("log lines were dropped"));
    List<String> got = out.text().lines().toList();
    int lost = Integer.parseInt(got.getLast().substring(0, got.getLast().indexOf(' ')));
    assertThat(lost).isPositive();
    assertThat(got.size() - 1 + lost).isEqualTo(many);
  }

  @Test
  void outputThatBlocksShouldNotKeepTheProcessFromEnding() throws InterruptedException {
    Blocked out = new Blocked();
    BatchingAppender appender = attach(out);
    log.info("stuck");
    within(Duration.ofSeconds(20), () -> out.waiting);

    Thread end = Thread.ofPlatform().daemon().start(appender::stop);

    assertThat(end.join(Duration.ofSeconds(30))).isTrue();
    out.open.countDown();
  }

  private BatchingAppender attach(OutputStream out) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%msg%n");
    encoder.start();
    BatchingAppender appender = new BatchingAppender(out);
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    log.addAppender(appender);
    return appender;
  }

  private static List<String> lines(ByteArrayOutputStream out) {
    return out.toString(UTF_8).lines().toList();
  }

  private static void within(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("came true within " + patience).isNegative();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** A terminal that takes nothing until it is opened. */
  private static final class Blocked extends OutputStream {
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean waiting;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      waiting = true;
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      taken.write(bytes, offset, length);
    }

    String text() {
      return taken.toString(UTF_8);
    }
  }
}
