package io.farmgate.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first process of a run. */
class FrameProcessTest {
  /** Half of a character: no encoding has it. */
  private static final String UNENCODABLE = "\uD800";

  @TempDir Path folder;

  @Test
  void commandThatCannotBeHandedOverAsItIsShouldNotRun() {
    assertThatThrownBy(() -> start("echo " + UNENCODABLE, Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("UTF-8 locale");
  }

  @Test
  void variableThatCannotBeHandedOverAsItIsShouldNotBe() {
    assertThatThrownBy(() -> start("true", Map.of("SCENE", UNENCODABLE)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("UTF-8 locale");
  }

  @Test
  void shellThatIsNotToldToGoShouldEndWithoutTheCommand() throws IOException {
    FrameProcess process = start("touch " + folder.resolve("ran"), Map.of());

    process.cancel();

    assertThat(process.await()).isEqualTo(125);
    assertThat(folder.resolve("ran")).doesNotExist();
  }

  private FrameProcess start(String command, Map<String, String> environment) throws IOException {
    return FrameProcess.start(RunPlace.ANY, command, environment, folder, folder.resolve("log"));
  }
}
