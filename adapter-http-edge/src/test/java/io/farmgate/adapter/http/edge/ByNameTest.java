package io.farmgate.adapter.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept, and what is not. */
class ByNameTest {
  private final List<String> made = new ArrayList<>();
  private final ByName<String> names =
      new ByName<>(name -> {
        made.add(name);
        return "<" + name + ">";
      });

  @Test
  void aNameThatCameBeforeIsNotWorkedOutAgain() {
    assertThat(names.of("a")).isEqualTo("<a>");
    assertThat(names.of("a")).isEqualTo("<a>");
    assertThat(made).containsExactly("a");
  }

  @Test
  void whoeverSendsManyOrLongNamesFillsNothing() {
    for (int i = 0; i < 600; i++) {
      names.of("x-" + i);
    }
    names.of("x".repeat(65));
    made.clear();

    names.of("x-511");
    assertThat(made).isEmpty();
    assertThat(names.of("x-512")).isEqualTo("<x-512>");
    names.of("x".repeat(65));
    assertThat(made).containsExactly("x-512", "x".repeat(65));
  }
}
