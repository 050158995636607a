package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.Guard;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot.Received;
import io.farmgate.adapter.http.rpc.Gateway.Answer;
import io.farmgate.domain.port.Farm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Bodies whose fate at OpenCue's own gateway is on record: the same status here, and the same bytes
 * for Cuebot. Kills are left out, because here they say who kills where the caller did not; and
 * maps of several entries, whose order means nothing.
 */
final class RecordedBodiesTest {
  private final FakeCuebot fake = FakeCuebot.start();

  /** Without checks: it is the transcoder that is looked at, whatever the values. */
  private final Cuebot cuebot =
      Cuebot.connect(
          CuebotConfig.of(fake.endpoint())
              .withGuards(EnumSet.complementOf(EnumSet.of(Guard.CHECKS))));

  private final Gateway gateway =
      new Gateway(new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)));

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @Test
  void everyBodyBecomesTheSameBytes() throws IOException {
    List<String[]> rows = rows();
    assertThat(rows).hasSizeGreaterThan(100);

    SoftAssertions all = new SoftAssertions();
    for (String[] row : rows) {
      int before = fake.received().size();
      Answer answer = gateway.post("/" + row[0], row[1]);
      List<Received> received = fake.received().subList(before, fake.received().size());
      String what = row[0] + " " + row[1] + " -> " + answer.body();
      all.assertThat(answer.status()).as(what).isEqualTo(Integer.parseInt(row[2]));
      if (row[3].equals("-")) {
        all.assertThat(received).as(what).isEmpty();
      } else {
        all.assertThat(received.stream().map(RecordedBodiesTest::hex))
            .as(what)
            .containsExactly(row[3]);
      }
    }
    all.assertAll();
  }

  private static String hex(Received call) {
    return HexFormat.of().formatHex(call.request().array());
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in = RecordedBodiesTest.class.getResourceAsStream("/recorded-bodies.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }
}
