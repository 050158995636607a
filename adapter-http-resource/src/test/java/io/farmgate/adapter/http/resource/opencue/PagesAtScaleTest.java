package io.farmgate.adapter.http.resource.opencue;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.Job;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.FarmPorts;
import io.farmgate.domain.spec.Specs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 10,000 jobs and 1,000,000 frames: a page costs the farm what is on it, wherever it is, and no
 * more is held than what is on its way. It is judged by what the farm was asked for, not by a
 * clock.
 */
final class PagesAtScaleTest {
  private static final int JOBS = 10_000;
  private static final int FRAMES = 1_000_000;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
  private static final Pattern NUMBER = Pattern.compile("\"number\":(\\d+)");
  private static final Pattern NAME = Pattern.compile("\"name\":\"\\D*(\\d+)\"");

  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private ManyThings<Job> jobs;
  private ManyFrames frames;
  private Gateway gateway;
  private Job one;

  @BeforeEach
  void serve() {
    FarmPorts real = memory.ports();
    real.shows().create("big_show");
    one =
        real.submissions()
            .launch(
                Specs.submission(
                    "big_show",
                    Specs.withPaused(Specs.job("big", Specs.layer("comp", "1", "true")), true)))
            .getFirst();
    ManyJobs many = new ManyJobs(one, JOBS);
    jobs = many.things;
    frames = new ManyFrames(one, FRAMES);
    gateway = new Gateway(many.in(frames.in(real)));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /** A page as text, once it has been held to its schema. */
  private record Text(String body, String next) {}

  private Text page(String path) throws IOException {
    HttpResponse<InputStream> answer = gateway.open(path);
    try (InputStream body = answer.body()) {
      Matcher link = NEXT.matcher(answer.headers().firstValue("Link").orElse(""));
      return new Text(
          new String(body.readAllBytes(), StandardCharsets.UTF_8),
          link.matches() ? link.group(1) : "");
    }
  }

  /** Follows the links to the end, and returns how many things came, each in its place. */
  private int followed(String path, Pattern thing) throws IOException {
    int seen = 0;
    for (String next = path; !next.isEmpty(); ) {
      Text page = page(next);
      Matcher numbers = thing.matcher(page.body());
      while (numbers.find()) {
        assertThat(Integer.parseInt(numbers.group(1))).isEqualTo(seen++);
      }
      next = page.next();
    }
    return seen;
  }

  @Test
  void everyPageOfJobsShouldAskForItsOwnJobsOnly() throws IOException {
    assertThat(followed("/api/job?limit=100&sort=name", NAME)).isEqualTo(JOBS);

    assertThat(jobs.calls()).isEqualTo(JOBS / 100);
    assertThat(jobs.mostAsked()).isEqualTo(100);
    assertThat(jobs.made()).isEqualTo(JOBS);
  }

  @Test
  void everyPageOfFramesShouldAskForItsOwnFramesOnly() throws IOException {
    String path = "/api/job/" + one.name() + "/frame?limit=1000&fields=number";

    assertThat(followed(path, NUMBER)).isEqualTo(FRAMES);

    assertThat(frames.things.calls()).isEqualTo(FRAMES / 1000);
    assertThat(frames.things.mostAsked()).isEqualTo(1000);
    assertThat(frames.things.made()).isEqualTo(FRAMES);
    assertThat(frames.things.pagesAlive()).isLessThanOrEqualTo(3);
  }

  @Test
  void aWholeListShouldBeReadNoFasterThanItIsTaken() throws IOException {
    HttpResponse<InputStream> answer = gateway.open("/api/job/" + one.name() + "/frame");
    try (BufferedReader text =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      char[] start = new char[100_000];
      assertThat(text.read(start)).isPositive();

      // Whoever takes no more holds it up, once what lies between the two is full.
      assertThat(steady(frames.things)).isLessThan(FRAMES / 4);
      assertThat(frames.things.mostAsked()).isEqualTo(1000);
      assertThat(frames.things.pagesAlive()).isLessThanOrEqualTo(3);
    }
  }

  /** Waits until no more things are made, or far too many are; returns how many were. */
  private static long steady(ManyThings<?> things) {
    long before = -1;
    long now = things.made();
    while (now > before && now < FRAMES) {
      before = now;
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      now = things.made();
    }
    return now;
  }
}
