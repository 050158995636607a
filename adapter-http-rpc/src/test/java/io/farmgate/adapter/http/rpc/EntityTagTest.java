package io.farmgate.adapter.http.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.grpc.cuebot.Cuebot;
import io.farmgate.adapter.grpc.cuebot.CuebotConfig;
import io.farmgate.adapter.grpc.cuebot.fake.FakeCuebot;
import io.farmgate.adapter.http.rpc.method.Profile;
import io.farmgate.domain.port.Farm;
import io.farmgate.domain.wire.WireBytes;
import io.farmgate.opencue.wire.show.Show;
import io.farmgate.opencue.wire.show.ShowGetShowsResponse;
import io.farmgate.opencue.wire.show.ShowSeq;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tags of answers, and who has the answer already. */
final class EntityTagTest {
  private static final String GET_SHOWS = "/show.ShowInterface/GetShows";

  private final FakeCuebot fake = FakeCuebot.start(call -> FakeCuebot.Answer.message(shows("one")));
  private final Cuebot cuebot = Cuebot.connect(CuebotConfig.of(fake.endpoint()));
  private final Gateway gateway =
      new Gateway(new Farm("studio", "OpenCue", Optional.empty(), Optional.of(cuebot)));

  @AfterEach
  void stop() {
    gateway.close();
    cuebot.close();
    fake.close();
  }

  @Test
  void whoHasTheAnswerShouldBeToldSoWithoutIt() {
    Gateway.Answer first = gateway.post(GET_SHOWS, "{}");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    Gateway.Answer again = gateway.post(GET_SHOWS, "{}", "If-None-Match", tag);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).hasValue(tag);

    fake.behave(call -> FakeCuebot.Answer.message(shows("two")));
    Gateway.Answer changed = gateway.post(GET_SHOWS, "{}", "If-None-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body()).contains("two");
    assertThat(changed.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
  }

  @Test
  void largeAnswerShouldHaveOneToo() {
    WireBytes large = shows("x".repeat(200_000));
    fake.behave(call -> FakeCuebot.Answer.message(large));
    String tag = gateway.post(GET_SHOWS, "{}").headers().firstValue("ETag").orElseThrow();

    assertThat(gateway.post(GET_SHOWS, "{}", "If-None-Match", "\"a\", " + tag).status())
        .isEqualTo(304);
  }

  @Test
  void otherFormShouldHaveAnotherTag() {
    String standard = gateway.post(GET_SHOWS, "{}").headers().firstValue("ETag").orElseThrow();
    String flat =
        gateway.post("/flat" + GET_SHOWS, "{}").headers().firstValue("ETag").orElseThrow();

    assertThat(flat).isNotEqualTo(standard);
    assertThat(gateway.post("/flat" + GET_SHOWS, "{}", "If-None-Match", standard).status())
        .isEqualTo(200);
  }

  @Test
  void changesShouldHaveNone() {
    fake.behave(call -> FakeCuebot.Answer.message(WireBytes.EMPTY));
    Gateway.Answer change =
        gateway.post("/host.HostInterface/Lock", "{\"host\":{\"id\":\"h\"}}", "If-None-Match", "*");

    assertThat(change.status()).isEqualTo(200);
    assertThat(change.headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void tagShouldBeFoundAmongOthersAndAlsoAsAWeakOne() {
    EntityTag tag = EntityTag.of(WireBytes.wrap("bytes".getBytes(UTF_8)), Profile.STANDARD);

    assertThat(tag.text()).matches("\"[0-9a-f]{32}\"");
    assertThat(tag)
        .isEqualTo(EntityTag.of(WireBytes.wrap("bytes".getBytes(UTF_8)), Profile.STANDARD));
    assertThat(tag.isIn(List.of("\"x\", W/" + tag.text()))).isTrue();
    assertThat(tag.isIn(List.of("\"x\"", "*"))).isTrue();
    assertThat(tag.isIn(List.of())).isFalse();
    assertThat(tag.isIn(List.of("", tag.text().substring(1)))).isFalse();
  }

  private static WireBytes shows(String name) {
    return WireBytes.wrap(
        ShowGetShowsResponse.newBuilder()
            .setShows(ShowSeq.newBuilder().addShows(Show.newBuilder().setName(name)))
            .build()
            .toByteArray());
  }

  @Test
  void tagShouldBeTheSameWhereverTheBytesAre() {
    byte[] wire = new byte[1_000_000];
    for (int i = 0; i < wire.length; i++) {
      wire[i] = (byte) (i * 31);
    }
    WireBytes unread = WireBytes.unread(new ByteArrayInputStream(wire), wire.length);

    assertThat(EntityTag.of(unread, Profile.FLAT))
        .isEqualTo(EntityTag.of(WireBytes.wrap(wire), Profile.FLAT));
    assertThat(unread.takeStream()).as("not read by that").isPresent();
  }
}
