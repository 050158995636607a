package io.farmgate.domain.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EchoTest {
  @Test
  void aShortTextShouldStandAsItIs() {
    assertThat(Echo.quoted("Zoë's 東京 🎬")).isEqualTo("'Zoë's 東京 🎬'");
    assertThat(Echo.quoted("")).isEqualTo("''");
    assertThat(Echo.quoted("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
  }

  @Test
  void aLongTextShouldBeCutBetweenCharacters() {
    assertThat(Echo.quoted("🎬".repeat(41))).isEqualTo("'" + "🎬".repeat(40) + "'...");
  }

  @Test
  void whatBreaksALineOrTurnsItShouldBecomeAQuestionMark() {
    assertThat(Echo.quoted("a\r\n\u0000\u001b[2J\u2028\u202e\ud83d")).isEqualTo("'a????[2J???'");
  }

  @Test
  void aKeyThatNobodyHasShouldNotComeBackWhole() {
    String name = "a".repeat(200);

    assertThat(FarmFailure.NotFound.of("job", name).message())
        .isEqualTo("there is no job '" + name + "'");
    assertThat(FarmFailure.NotFound.of("job", name + "b\n").message())
        .isEqualTo("there is no job '" + name + "'...");
  }
}
