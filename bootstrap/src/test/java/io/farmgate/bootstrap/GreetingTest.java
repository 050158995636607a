package io.farmgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.Configuration.Flags;
import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GreetingTest {

  @Test
  void addressShouldBeOneToCallFromThisMachine() throws UnknownHostException {
    assertThat(greeting("0.0.0.0").url()).isEqualTo("http://127.0.0.1:8448");
    assertThat(greeting("192.0.2.7").url()).isEqualTo("http://192.0.2.7:8448");
    assertThat(greeting("::1").url()).isEqualTo("http://[0:0:0:0:0:0:0:1]:8448");
  }

  @Test
  void metricsAndHealthShouldBeSaid() throws UnknownHostException {
    assertThat(greeting("0.0.0.0").text(Optional.empty()))
        .contains("http://127.0.0.1:8449/metrics", "http://127.0.0.1:8449/health/ready");
  }

  @Test
  void grpcAddressShouldBeOneThatClientsTake() throws UnknownHostException {
    assertThat(greeting("0.0.0.0").grpcTarget()).contains("127.0.0.1:8443");
    assertThat(greeting("192.0.2.7").text(Optional.empty()))
        .contains("gRPC, for clients that speak to a Cuebot: 192.0.2.7:8443");
  }

  @Test
  void tokenShouldReadOnlyForADay() throws UnknownHostException {
    List<String> issued = new ArrayList<>();

    String text =
        greeting("127.0.0.1")
            .text(
                Optional.of((Caller caller, Duration lifetime) -> {
                  issued.add(caller.role() + " " + lifetime);
                  return "a-token";
                }));

    assertThat(issued).containsExactly(Role.VIEWER + " PT24H");
    assertThat(text)
        .contains("-H 'Authorization: Bearer a-token'", "./farmgate token --subject NAME");
  }

  @Test
  void noTokenShouldBeLeftOutWhole() throws UnknownHostException {
    assertThat(greeting("127.0.0.1").text(Optional.empty())).doesNotContain("curl", "Bearer");
  }

  private static Greeting greeting(String address) throws UnknownHostException {
    return new Greeting(
        Configuration.read(Flags.NONE, Map.of(), Optional.of("/home/artist1")).gateway(),
        new InetSocketAddress(InetAddress.getByName(address), 8448),
        Optional.of(new InetSocketAddress(InetAddress.getByName(address), 8449)),
        Optional.of(new InetSocketAddress(InetAddress.getByName(address), 8443)),
        "embedded farm");
  }
}
