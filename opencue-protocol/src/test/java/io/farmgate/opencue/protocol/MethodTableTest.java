package io.farmgate.opencue.protocol;

import static io.farmgate.opencue.protocol.TinyContract.method;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/**
 * The reviewed table and the contract must fit, or nothing starts and everything wrong is named.
 */
final class MethodTableTest {
  private static final List<FileDescriptor> TEA =
      TinyContract.with(method("Brew"), method("Pour"), method("Taste"));

  private static final String BREW = "tea.TeaInterface/Brew\tchange\topen\n";
  private static final String POUR = "tea.TeaInterface/Pour\tadmin\tclosed\tit is hot\n";
  private static final String TASTE = "tea.TeaInterface/Taste\tread\telsewhere\tnot here\n";

  @Test
  void shouldJoinEachMethodWithItsRow() {
    MethodCatalogue tea = MethodCatalogue.of(TEA, "# Tea\n\n" + TASTE + BREW + POUR);

    assertThat(tea.all())
        .extracting(RpcMethod::name, RpcMethod::access, RpcMethod::exposure, RpcMethod::reason)
        .containsExactly(
            tuple("Brew", Access.CHANGE, Exposure.OPEN, ""),
            tuple("Pour", Access.ADMIN, Exposure.CLOSED, "it is hot"),
            tuple("Taste", Access.READ, Exposure.ELSEWHERE, "not here"));
  }

  @Test
  void shouldNameEveryMethodThatHasNoRow() {
    assertRefused(TEA, BREW)
        .hasMessageContaining("method without a row: tea.TeaInterface/Pour")
        .hasMessageContaining("method without a row: tea.TeaInterface/Taste")
        .hasMessageNotContaining("tea.TeaInterface/Brew");
  }

  @Test
  void shouldNameEveryRowThatHasNoMethod() {
    String more = "tea.TeaInterface/Spill\tchange\topen\ncoffee.CoffeeInterface/Brew\tread\topen\n";

    assertRefused(TEA, BREW + POUR + TASTE + more)
        .hasMessageContaining("row without a method: tea.TeaInterface/Spill")
        .hasMessageContaining("row without a method: coffee.CoffeeInterface/Brew")
        .hasMessageNotContaining("tea.TeaInterface/Brew");
  }

  @Test
  void shouldNameMisfitsOfEveryKindAtOnce() {
    List<FileDescriptor> streaming =
        TinyContract.with(
            method("Brew"), method("Pour").toBuilder().setServerStreaming(true).build());

    assertRefused(streaming, POUR + POUR + TASTE + "tea.TeaInterface/Sip\tread\n")
        .hasMessageStartingWith("methods.tsv does not fit the contract:")
        .hasMessageContaining(
            "streams, which the gateway cannot pass through: tea.TeaInterface/Pour")
        .hasMessageContaining("method without a row: tea.TeaInterface/Brew")
        .hasMessageContaining("row without a method: tea.TeaInterface/Taste")
        .hasMessageContaining("more than one row: tea.TeaInterface/Pour")
        .hasMessageContaining("line 4: 2 columns");
  }

  @Test
  void shouldRefuseMethodsThatStream() {
    for (var streaming :
        List.of(
            method("Pour").toBuilder().setServerStreaming(true),
            method("Pour").toBuilder().setClientStreaming(true))) {
      assertRefused(TinyContract.with(method("Brew"), streaming.build()), BREW + POUR)
          .hasMessageContaining("streams")
          .hasMessageContaining("tea.TeaInterface/Pour")
          .hasMessageNotContaining("tea.TeaInterface/Brew");
    }
  }

  @Test
  void shouldSayWhereARowCannotBeReadAndWhatIsExpected() {
    String table =
        """
        # Tea
        tea.TeaInterface/Brew\tchanges\topen
        tea.TeaInterface/Pour\tREAD\topened
        tea.TeaInterface/Taste\tread\tclosed
        """;

    assertRefused(TEA, table)
        .hasMessageContaining("line 2: access: changes (expected: read, change, admin)")
        .hasMessageContaining("line 3: access: READ (expected: read, change, admin)")
        .hasMessageContaining("line 3: exposure: opened (expected: open, closed, elsewhere)")
        .hasMessageContaining("line 4: reason: \"\" (expected: none if open, some text if not)");
  }

  @Test
  void shouldRefuseAReasonWhereNothingNeedsOne() {
    assertRefused(TEA, "tea.TeaInterface/Brew\tchange\topen\tbecause\n" + POUR + TASTE)
        .hasMessageContaining("line 1: reason: \"because\"");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      List<FileDescriptor> contract, String table) {
    return assertThatThrownBy(() -> MethodCatalogue.of(contract, table))
        .isInstanceOf(IllegalStateException.class);
  }
}
