package io.farmgate.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.bootstrap.ProjectRoot;
import io.farmgate.bootstrap.config.Setting;
import io.farmgate.bootstrap.config.SettingPurposes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of docs/configuration.md are what the code says. */
final class ConfigurationReferenceTest {
  private static final String WRITE = "farmgate.docs.write";
  private static final String BEGIN = "<!-- generated: settings -->\n";
  private static final String END = "<!-- end of generated -->\n";
  private static final Path FILE = ProjectRoot.path().resolve("docs/configuration.md");

  @Test
  void theCommittedTableShouldBeTheGeneratedOne() throws IOException {
    String text = Files.readString(FILE);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).isGreaterThan(BEGIN.length()).isLessThanOrEqualTo(end);
    if (Boolean.getBoolean(WRITE)) {
      text = text.substring(0, begin) + generated() + text.substring(end);
      Files.writeString(FILE, text);
      end = text.indexOf(END);
    }

    assertThat(text.substring(begin, end))
        .as(
            "docs/configuration.md is not what Setting says now. Write it anew: mvn verify -pl"
                + " bootstrap -am -DskipITs -Dtest=ConfigurationReferenceTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D"
                + WRITE
                + "=true")
        .isEqualTo(generated());
  }

  private static String generated() {
    return "| variable | key in the file | default | value | what it does |\n|---|---|---|---|---|\n"
        + Arrays.stream(Setting.values())
            .map(ConfigurationReferenceTest::row)
            .collect(Collectors.joining());
  }

  private static String row(Setting setting) {
    String key = setting == Setting.FARMGATE_CONFIG ? "" : "`" + setting.key() + "`";
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            setting,
            setting.list() ? key + " (list)" : key,
            setting.byDefault().map(value -> "`" + value + "`").orElse(""),
            setting.expected(),
            SettingPurposes.of(setting));
  }
}
