package io.farmgate.adapter.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/differences.md and the test's own list of differing cases say the same. */
final class DifferencesTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `([a-z0-9-]+)` \\|.*\\| ([a-z0-9 -]+) \\|");

  @Test
  void theDocumentNamesExactlyTheDifferingCases() throws IOException {
    Set<String> tested = new TreeSet<>();
    RecordedCase.lines("differences")
        .forEach(
            line -> tested.add(line.get("row").textValue() + " " + line.get("case").textValue()));

    Set<String> documented = new TreeSet<>();
    for (String line : Files.readAllLines(document())) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        for (String each : row.group(2).split(" ", -1)) {
          documented.add(row.group(1) + " " + each);
        }
      }
    }
    assertThat(documented).isEqualTo(tested).hasSizeGreaterThan(50);
  }

  /** Tests run in the folder of their module, or in that of the project. */
  private static Path document() {
    Path here = Path.of("docs", "differences.md");
    return Files.exists(here) ? here : Path.of("..").resolve(here);
  }
}
