package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.rpc.documented.Client;
import io.farmgate.adapter.http.rpc.documented.DocumentedRow;
import io.farmgate.adapter.http.rpc.documented.DocumentedWorld;
import io.farmgate.domain.contract.InMemoryFarm;
import io.farmgate.domain.port.Farm;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All the calls that OpenCue's documents show, in both forms, on each kind of farm. */
abstract class DocumentedCallsTable {
  private final InMemoryFarm memory = new InMemoryFarm(Clock.systemUTC());
  private Gateway gateway;

  /** Makes a farm of the kind under test out of one in memory. */
  abstract Farm farm(InMemoryFarm memory);

  abstract DocumentedRow.Farm kind();

  static List<DocumentedRow> rows() {
    return DocumentedRow.all();
  }

  @BeforeEach
  void start() {
    gateway = new Gateway(farm(memory));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void theTableHasAllRows() {
    assertThat(rows().stream().map(DocumentedRow::id).distinct()).hasSize(50);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void worksAsTheReferenceShowsIt(DocumentedRow row) {
    row.check(world(row), false, kind());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void worksInTheTutorialsForm(DocumentedRow row) {
    row.check(world(row), true, kind());
  }

  private DocumentedWorld world(DocumentedRow row) {
    return DocumentedWorld.make(new Http(), row.show(), "until morning", "newshow");
  }

  private final class Http implements Client {
    @Override
    public Answer post(String path, String body) {
      Gateway.Answer answer = gateway.post("/" + path, body);
      return new Answer(answer.status(), answer.body(), answer.header("X-Farmgate-Ignored"));
    }

    @Override
    public void letTimePass() {
      memory.tick();
    }
  }
}
