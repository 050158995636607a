package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.http.rpc.documented.DocumentedRow;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** On a Cuebot, over a real gRPC connection. */
final class DocumentedCallsOnCuebotTest extends DocumentedCallsTable {
  private final FakeCuebot fake = FakeCuebot.start();
  private final Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()));

  @Override
  DocumentedRow.Farm kind() {
    return DocumentedRow.Farm.CUEBOT;
  }

  @Override
  Farm farm(InMemoryFarm memory) {
    fake.behave(new CuebotInMemory(memory.ports()));
    return new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot));
  }

  @AfterEach
  void stop() {
    cuebot.close();
    fake.close();
  }
}
