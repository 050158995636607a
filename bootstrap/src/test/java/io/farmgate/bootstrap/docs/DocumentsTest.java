package io.farmgate.bootstrap.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.bootstrap.ProjectRoot;
import io.farmgate.bootstrap.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is so. */
final class DocumentsTest {
  private static final Path ROOT = ProjectRoot.path();

  /** Two pages. */
  private static final int MOST_LINES = 140;

  private static final Pattern CODE = Pattern.compile("`([^`\\s]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");
  private static final Pattern ADR = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");

  @Test
  void architectureShouldFitOnTwoPages() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("ARCHITECTURE.md"))).hasSizeBetween(20, MOST_LINES);
  }

  @Test
  void pathsInTheArchitectureShouldExist() throws IOException {
    List<String> paths =
        matches(CODE, Files.readString(ROOT.resolve("ARCHITECTURE.md")))
            .filter(DocumentsTest::looksLikeAFile)
            .toList();

    assertThat(paths).hasSizeGreaterThan(5);
    List<String> files = files();
    assertThat(paths)
        .allSatisfy(path -> assertThat(files).as(path).anyMatch(file -> names(path, file)));
  }

  @Test
  void everyModuleShouldStandInTheArchitecturesTable() throws IOException {
    List<String> modules = matches(MODULE, Files.readString(ROOT.resolve("pom.xml"))).toList();
    List<String> rows =
        Files.readAllLines(ROOT.resolve("ARCHITECTURE.md")).stream()
            .filter(line -> line.startsWith("|"))
            .toList();

    assertThat(modules).hasSizeGreaterThan(5);
    assertThat(modules)
        .allSatisfy(module ->
            assertThat(rows).as(module).anyMatch(row -> row.startsWith("| `" + module + "`")));
  }

  @Test
  void linksBetweenDocumentsShouldLead() throws IOException {
    List<Path> documents = new ArrayList<>();
    for (String file : files()) {
      if (file.endsWith(".md")) {
        documents.add(ROOT.resolve(file));
      }
    }

    assertThat(documents).hasSizeGreaterThan(5);
    for (Path document : documents) {
      assertThat(matches(LINK, Files.readString(document)).filter(link -> !link.contains(":")))
          .as(document.toString())
          .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }
  }

  @Test
  void decisionsShouldBeNumberedOnceAndWhole() throws IOException {
    List<String> decisions =
        files().stream()
            .filter(file -> file.startsWith("docs/adr/") && !file.endsWith("/README.md"))
            .map(file -> file.substring("docs/adr/".length()))
            .toList();

    assertThat(decisions).isNotEmpty().allMatch(name -> ADR.matcher(name).matches());
    assertThat(decisions).map(name -> name.substring(0, 4)).doesNotHaveDuplicates();
    String index = Files.readString(ROOT.resolve("docs/adr/README.md"));
    for (String name : decisions) {
      assertThat(Files.readString(ROOT.resolve("docs/adr").resolve(name)))
          .as(name)
          .startsWith("# " + Integer.parseInt(name.substring(0, 4)) + ". ")
          .containsPattern("(?m)^- Date: \\d{4}-\\d{2}-\\d{2}$")
          .containsPattern("(?m)^- Status: \\w+")
          .contains("\n## Context\n", "\n## Decision\n", "\n## Consequences\n");
      assertThat(index).as("index").contains("(" + name + ")");
    }
  }

  @Test
  void changelogShouldSayWhatIsNotReleasedYet() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("CHANGELOG.md"))).contains("## [Unreleased]");
  }

  @Test
  void readmeShouldListExitCodesAndSettingsThatAreThere() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    List<String> settings = matches(SETTING, readme).toList();

    assertThat(settings).hasSizeGreaterThan(5);
    for (String name : settings) {
      Setting setting = Setting.valueOf(name);
      assertThat(readme)
          .contains(
              "| `"
                  + name
                  + "` | "
                  + setting.byDefault().map(v -> "`" + v + "` ").orElse("")
                  + "|");
    }
    for (int code = 0; code <= 5; code++) {
      assertThat(readme).containsPattern("(?m)^\\| " + code + " \\| ");
    }
  }

  private static boolean looksLikeAFile(String code) {
    return !code.contains("*")
        && !code.startsWith("/")
        && !code.contains("{")
        && (code.endsWith(".java")
            || code.endsWith(".md")
            || (code.contains("/") && !code.contains("://") && !code.contains("Interface/")));
  }

  /** A path from the root, or the end of one: {@code CallFarmMethod.java}. */
  private static boolean names(String path, String file) {
    String bare = path.startsWith("./") ? path.substring(2) : path;
    String folder = bare.endsWith("/") ? bare : bare + "/";
    return file.equals(bare)
        || file.endsWith("/" + bare)
        || file.startsWith(folder)
        || file.contains("/" + folder);
  }

  private static Stream<String> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
  }

  /** Every file of the project, from the root, with slashes; built and hidden folders left out. */
  private static List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    collect(ROOT, files);
    return files;
  }

  private static void collect(Path folder, List<String> files) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      for (Path child : children.sorted().toList()) {
        String name = child.getFileName().toString();
        if (Files.isDirectory(child)) {
          if (!name.equals("target") && !name.equals(".git") && !name.equals(".farmgate")) {
            collect(child, files);
          }
          continue;
        }
        files.add(ROOT.relativize(child).toString());
      }
    }
  }
}
