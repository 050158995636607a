package io.farmgate.adapter.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom webhooks may call: nobody whom only the gateway can reach. */
final class WebhookTargetsTest {
  private static final Map<String, List<String>> NAMES =
      Map.of(
          "hooks.example.com", List.of("93.184.216.34", "2606:2800:220:1::1"),
          "inside.example.com", List.of("10.1.2.3"),
          "half.example.com", List.of("93.184.216.34", "127.0.0.1"),
          "meta.example.com", List.of("169.254.169.254"),
          "studio.internal", List.of("192.168.7.7"),
          "tunnel.example.com", List.of("64:ff9b::a9fe:a9fe"),
          "mapped.example.com", List.of("::ffff:10.0.0.1"));

  private static InetAddress[] addresses(String host) throws UnknownHostException {
    List<String> known = NAMES.getOrDefault(host, List.of());
    if (known.isEmpty() && !host.matches("[0-9.]+|\\[.*]")) {
      throw new UnknownHostException(host);
    }
    List<String> literals = known.isEmpty() ? List.of(host.replaceAll("[\\[\\]]", "")) : known;
    return literals.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static WebhookTargets targets(String texts) {
    return WebhookTargets.parse(Arrays.asList(texts.split(" ", -1)), WebhookTargetsTest::addresses)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "hooks.example.com,            https://hooks.example.com/a?b=c",
    "*.example.com,                https://HOOKS.example.com:8443/",
    "hooks.example.com:8443,       https://hooks.example.com:8443/",
    "10.1.0.0/16,                  http://10.1.2.3/",
    "10.1.0.0/16,                  http://inside.example.com/",
    "inside.example.com 10.1.2.3,  http://inside.example.com/",
    "192.168.7.7,                  https://studio.internal/",
    "::1,                          http://[::1]:80/"
  })
  void whoIsAllowedShouldBeCalled(String allowed, String target) {
    assertThat(targets(allowed).refusal(URI.create(target))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "hooks.example.com,      https://example.com/",
    "hooks.example.com,      https://xhooks.example.com/",
    "*.example.com,          https://example.com/",
    "*.example.com,          https://evilexample.com/",
    "hooks.example.com:8443, https://hooks.example.com/",
    "hooks.example.com,      http://hooks.example.com/",
    "*.example.com,          https://inside.example.com/",
    "*.example.com,          https://half.example.com/",
    "*.example.com,          https://meta.example.com/",
    "*.example.com,          https://tunnel.example.com/",
    "*.example.com,          https://mapped.example.com/",
    "*.example.com,          https://unknown.example.com/",
    "10.2.0.0/16,            http://10.1.2.3/",
    "10.1.0.0/16,            http://half.example.com/",
    "hooks.example.com,      https://93.184.216.34/",
    "127.0.0.0/8,            http://user@127.0.0.1/",
    "127.0.0.0/8,            file:///etc/passwd",
    "127.0.0.0/8,            http://127.0.0.1/#part"
  })
  void whoIsNotAllowedShouldNotBeCalled(String allowed, String target) {
    assertThat(targets(allowed).refusal(URI.create(target))).isPresent();
  }

  @Test
  void aRefusalShouldTellNothingOfTheNetwork() {
    assertThat(targets("*.example.com").refusal(URI.create("https://inside.example.com/")))
        .isEqualTo(targets("*.example.com").refusal(URI.create("https://meta.example.com/")))
        .hasValueSatisfying(text -> assertThat(text).doesNotContain("10.1", "inside"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "http://a", "a b", "10.0.0.0/33", "1.2.3", "10.0.0.1/8", "-a"})
  void whatIsNoTargetShouldBeRefused(String text) {
    assertThat(WebhookTargets.parse(List.of(text))).isEmpty();
  }
}
