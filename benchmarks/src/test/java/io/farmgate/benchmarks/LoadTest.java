package io.farmgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void jobsShouldBeAsLongAsThoseOfARealFarm() {
    assertThat(SampleFarm.jobs(1_000).getSerializedSize() / 1_000).isBetween(280, 340);
  }

  @Test
  void aRoundShouldCountRequestsAndProcessorTimeOfTheGateway() throws IOException {
    try (Processes processes = new Processes(Path.of("."))) {
      Target gateway = processes.baseline(processes.farm());

      Load.Round round = Load.jobs(100, 2).run(gateway, 0.5);

      assertThat(round.nanos()).hasSizeGreaterThanOrEqualTo(2).isSorted();
      assertThat(round.cpuSeconds()).isPositive();
      assertThat(gateway.residentBytes()).isPositive();
    }
  }

  @Test
  void aLongAnswerShouldBeReadToItsEnd() throws IOException {
    try (Processes processes = new Processes(Path.of("."));
        HttpConnection connection =
            new HttpConnection(
                processes.baseline(processes.farm()),
                Load.jobs(2_000, 1).path(),
                Load.jobs(2_000, 1).body())) {
      HttpConnection.Answer answer = connection.call();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.bodyBytes()).isGreaterThan(2_000_000);
      assertThat(answer.totalNanos()).isGreaterThanOrEqualTo(answer.firstByteNanos());
    }
  }
}
