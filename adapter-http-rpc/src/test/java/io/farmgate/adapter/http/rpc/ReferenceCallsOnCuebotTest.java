package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On a Cuebot, over a real gRPC connection. */
final class ReferenceCallsOnCuebotTest extends ReferenceCalls {
  private final FakeCuebot fake = FakeCuebot.start();
  private final Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()));

  @Override
  Farm farm(InMemoryFarm memory) {
    fake.behave(new CuebotInMemory(memory.ports()));
    return new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot));
  }

  @Test
  void anOwnersQuotaIsRefusedByName() {
    Answer answer =
        gateway.post(
            "/owner.OwnerInterface/SetMaxCores", "{\"owner\":{\"name\":\"artist1\"},\"cores\":32}");

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.json().path("message").asText()).contains("no quota for an owner");
  }

  @AfterEach
  void stop() {
    cuebot.close();
    fake.close();
  }
}
