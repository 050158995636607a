package io.farmgate.adapter.http.rpc.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.farmgate.adapter.http.rpc.dialect.KeyAlias.Form;
import io.farmgate.domain.failure.FarmException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyAliasTest {
  private static final KeyAlias SHOW = new KeyAlias("r.show", "r.shows", Form.NAMES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"r":{"show":"a"}}                      | {"r":{"shows":["a"]}}
          {"r":{"show":{"name":"a"}}}             | {"r":{"shows":["a"]}}
          {"r":{"show":["a",{"name":"b"}]}}       | {"r":{"shows":["a","b"]}}
          {"r":{"show":"a","users":["u"]}}        | {"r":{"users":["u"],"shows":["a"]}}
          {"r":{"show":"a","shows":["b"]}}        | {"r":{"show":"a","shows":["b"]}}
          {"r":{"show":null}}                     | {"r":{"show":null}}
          {"show":"a"}                            | {"show":"a"}
          {"r":"x"}                               | {"r":"x"}
          """)
  void aNameIsMovedToTheContractsListOrLeftAlone(String before, String after) {
    assertThat(applied(SHOW, before)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "true", "{\"id\":\"a\"}", "{\"name\":1}", "[\"a\",null]"})
  void whatHoldsNoNameIsRefused(String value) {
    assertThat(
            catchThrowableOfType(
                FarmException.class, () -> applied(SHOW, "{\"r\":{\"show\":" + value + "}}")))
        .hasMessageStartingWith("r.show: of a wrong type (expected: a name");
  }

  @Test
  void objectsOnTheWayAreMade() {
    KeyAlias state = new KeyAlias("r.state", "r.states.state", Form.LIST);

    assertThat(applied(state, "{\"r\":{\"state\":\"UP\"}}"))
        .isEqualTo("{\"r\":{\"states\":{\"state\":[\"UP\"]}}}");
    assertThat(applied(state, "{\"r\":{\"state\":[\"UP\",\"DOWN\"]}}"))
        .isEqualTo("{\"r\":{\"states\":{\"state\":[\"UP\",\"DOWN\"]}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"min_cores", "minCores"})
  void theContractsOwnKeyCountsInEitherSpelling(String own) {
    KeyAlias cores = new KeyAlias("cores", "min_cores", Form.VALUE);
    String both = "{\"cores\":4,\"" + own + "\":5}";

    assertThat(applied(cores, both)).isEqualTo(both);
  }

  @Test
  void anObjectWithANameBecomesTheName() {
    KeyAlias show = new KeyAlias("show", "show", Form.NAME);

    assertThat(applied(show, "{\"show\":{\"name\":\"a\"}}")).isEqualTo("{\"show\":\"a\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.30000000000000004", "1e400", "12345678901234567890", "1.50"})
  void numbersKeepTheirDigits(String number) {
    assertThat(
            applied(new KeyAlias("priority", "val", Form.VALUE), "{\"priority\":" + number + "}"))
        .isEqualToIgnoringCase("{\"val\":" + number.replace("e", "E+") + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{\"a\":1,\"a\":2}", "{\"a\":}", "{"})
  void whatIsNoObjectIsRefused(String body) {
    assertThat(
            catchThrowableOfType(
                FarmException.class, () -> Body.parse(body.getBytes(StandardCharsets.UTF_8))))
        .hasMessageStartingWith("body: ");
  }

  @Test
  void nestingIsBounded() {
    String deep = "{\"a\":".repeat(100_000);

    assertThat(
            catchThrowableOfType(
                FarmException.class, () -> Body.parse(deep.getBytes(StandardCharsets.UTF_8))))
        .isNotNull();
  }

  private static String applied(KeyAlias alias, String json) {
    Body body = Body.parse(json.getBytes(StandardCharsets.UTF_8));
    alias.apply(body);
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }
}
