package io.farmgate.domain.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is not asked of a Cuebot is told to people, each with its reason. */
final class CuebotLacksTest {
  private static final Pattern ROW = Pattern.compile("\\| `([A-Z_]+)` \\| \\S.* \\|");

  @Test
  void theGuidesTableShouldBeWhatTheKitLeavesOut() throws IOException {
    List<String> told =
        Files.readAllLines(root().resolve("docs/cuebot-guards.md")).stream()
            .flatMap(line -> ROW.matcher(line).results())
            .map(row -> row.group(1))
            .toList();

    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            LiveKit.CUEBOT_LACKS.stream().map(Capability::name).toList());
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new AssertionError("no folder above this one holds ARCHITECTURE.md");
      }
    }
    return folder;
  }
}
