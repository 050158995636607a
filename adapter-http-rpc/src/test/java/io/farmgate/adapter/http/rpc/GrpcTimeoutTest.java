package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GrpcTimeoutTest {
  private static final RpcConfig CONFIG = RpcConfig.of("gateway", 1);

  @ParameterizedTest
  @CsvSource({"5S, PT5S", "250m, PT0.25S", "1u, PT0.000001S", "7n, PT0.000000007S", "2M, PT2M"})
  void everyUnitIsRead(String header, Duration expected) {
    assertThat(GrpcTimeout.of(header, CONFIG)).isEqualTo(expected);
  }

  @Test
  void nobodyMayAskForMoreThanTheLongest() {
    assertThat(GrpcTimeout.of("1H", CONFIG)).isEqualTo(CONFIG.longestTimeout());
  }

  @Test
  void noHeaderAndZeroMeanTheDefault() {
    assertThat(GrpcTimeout.of(null, CONFIG)).isEqualTo(CONFIG.defaultTimeout());
    assertThat(GrpcTimeout.of("0S", CONFIG)).isEqualTo(CONFIG.defaultTimeout());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "S", "5s", "x5S", "1.5S", " 5S", "5 S", "99999999999999999999S"})
  void whatCannotBeReadIsRefusedByName(String header) {
    FarmException thrown =
        catchThrowableOfType(FarmException.class, () -> GrpcTimeout.of(header, CONFIG));

    assertThat(thrown.failure()).isInstanceOf(FarmFailure.Invalid.class);
    assertThat(thrown.failure().message()).startsWith("invalid grpc-timeout: " + header);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1S", "9999999999999H"})
  void aTimeThatHasPassedOrCannotBeCountedIsATimeout(String header) {
    FarmException thrown =
        catchThrowableOfType(FarmException.class, () -> GrpcTimeout.of(header, CONFIG));

    assertThat(thrown.failure()).isInstanceOf(FarmFailure.TimedOut.class);
  }
}
