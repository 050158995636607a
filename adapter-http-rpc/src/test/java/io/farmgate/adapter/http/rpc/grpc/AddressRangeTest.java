package io.farmgate.adapter.http.rpc.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.domain.AddressRange;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7,192.0.2.7,true",
    "192.0.2.7,192.0.2.8,false",
    "192.0.2.0/24,192.0.2.255,true",
    "192.0.2.0/24,192.0.3.0,false",
    "192.0.2.128/25,192.0.2.127,false",
    "192.0.2.128/25,192.0.2.128,true",
    "0.0.0.0/0,203.0.113.9,true",
    "0.0.0.0/0,2001:db8::1,false",
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/32,2001:db9::1,false",
    "::1,0:0:0:0:0:0:0:1,true",
    "::ffff:192.0.2.7,192.0.2.7,true"
  })
  void rangeHoldsTheAddressesThatBeginAlike(String range, String address, boolean inside) {
    assertThat(AddressRange.parse(range).orElseThrow().contains(InetAddress.ofLiteral(address)))
        .isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "localhost", "farm.example.com", "192.0.2", "192.0.2.256", "192.0.2.0/33",
            "192.0.2.1/24",
        "192.0.2.0/", "/24", "192.0.2.0/-1", "2001:db8::/129", "2001:db8::1/32", "fe80::1%eth0", ":"
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @Test
  void noRangeMeansNobody() throws Exception {
    assertThat(TrustedPeers.NONE.at(InetAddress.getLoopbackAddress())).isEmpty();
  }
}
