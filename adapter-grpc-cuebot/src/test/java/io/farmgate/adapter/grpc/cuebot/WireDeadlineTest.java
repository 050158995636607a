package io.farmgate.adapter.grpc.cuebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a farm is told of the time that it has. */
final class WireDeadlineTest {

  @ParameterizedTest
  @CsvSource({
    "PT0.000000001S, 1n",
    "PT0.099999999S, 99999999n",
    "PT0.1S, 100000u",
    "PT30S, 30000000u",
    "PT99.999999S, 99999999u",
    "PT100S, 100000m",
    "PT27H46M39.999S, 99999999m",
    "PT27H46M40S, 100000S",
    "PT900000000S, 99999999S"
  })
  void timeShouldBeToldInAtMostEightDigitsOfTheFinestUnit(Duration time, String told) {
    assertThat(WireDeadline.text(time)).isEqualTo(told);
  }

  @Test
  void timeThatIsOverShouldBeToldAsTheShortest() {
    assertThat(WireDeadline.text(Duration.ZERO)).isEqualTo("1n");
    assertThat(WireDeadline.text(Duration.ofSeconds(-3))).isEqualTo("1n");
  }

  @Test
  void nobodyElsesTimeShouldStayBesideIt() {
    Metadata metadata = new Metadata();
    WireDeadline.tell(metadata, Duration.ofSeconds(1));
    WireDeadline.tell(metadata, Duration.ofSeconds(2));

    assertThat(metadata.getAll(Metadata.Key.of("grpc-timeout", Metadata.ASCII_STRING_MARSHALLER)))
        .containsExactly("2000000u");
  }
}
