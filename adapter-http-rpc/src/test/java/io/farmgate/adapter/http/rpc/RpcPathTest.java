package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.adapter.http.rpc.method.Profile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RpcPathTest {

  @Test
  void aPathIsAMethodAfterItsPrefixes() {
    assertThat(RpcPath.of("/a.B/C")).isEqualTo(new RpcPath(null, Profile.STANDARD, "/", "a.B/C"));
    assertThat(RpcPath.of("/flat/a.B/C"))
        .isEqualTo(new RpcPath(null, Profile.FLAT, "/flat/", "a.B/C"));
    assertThat(RpcPath.of("/farms/tokyo/a.B/C"))
        .isEqualTo(new RpcPath("tokyo", Profile.STANDARD, "/farms/tokyo/", "a.B/C"));
    assertThat(RpcPath.of("/farms/tokyo/flat/a.B/C"))
        .isEqualTo(new RpcPath("tokyo", Profile.FLAT, "/farms/tokyo/flat/", "a.B/C"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/farms/", "/farms//a.B/C", "/farms/tokyo"})
  void aFarmWithoutANameOrAMethodIsNoPath(String path) {
    assertThat(RpcPath.of(path)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/flat", "/flat/", "/farms"})
  void whatHasNoMethodNamesNone(String path) {
    assertThat(RpcPath.of(path)).extracting(RpcPath::method).asString().doesNotContain("/");
  }
}
