package io.farmgate.adapter.http.rpc;

import io.farmgate.adapter.http.rpc.documented.DocumentedRow;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.util.Optional;

/** On a farm that does not speak OpenCue. */
final class DocumentedCallsOnTypedFarmTest extends DocumentedCallsTable {
  @Override
  DocumentedRow.Farm kind() {
    return DocumentedRow.Farm.OTHER;
  }

  @Override
  Farm farm(InMemoryFarm memory) {
    return new Farm("local", "farm in memory", Optional.of(memory.ports()), Optional.empty());
  }
}
