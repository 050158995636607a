package io.farmgate.bootstrap.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.farmgate.bootstrap.script.ScriptClone.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./farmgate} does before the JVM runs. */
final class FarmgateScriptTest {
  /** The programs that the script calls. */
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "dirname",
          "readlink",
          "sed",
          "find",
          "head",
          "mkdir",
          "cat",
          "date",
          "ls",
          "sort",
          "tail",
          "rm",
          "cp",
          "mv",
          "grep");

  @TempDir private Path folder;

  private ScriptClone clone;

  @BeforeEach
  void makeAClone() throws IOException {
    clone = ScriptClone.in(folder);
  }

  @Test
  void firstRunShouldBuildAndThenRun() throws IOException, InterruptedException {
    Run run = clone.run(Map.of(), "serve", "--port", "0");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("Building Farmgate (the first time takes several minutes");
    assertThat(clone.mavenCalls()).containsExactly("-B -ntp -Pquick -pl bootstrap -am package");
    assertThat(run.out().lines().toList())
        .contains("-jar", "-XX:+UseSerialGC")
        .endsWith("serve", "--port", "0");
    assertThat(run.out().lines().filter(line -> line.endsWith("/farmgate.jar")))
        .singleElement()
        .satisfies(jar -> assertThat(Path.of(jar)).startsWith(clone.root()).hasContent("jar"));
  }

  @Test
  void startUpCacheShouldBeTrainedOnceAndUsed() throws IOException, InterruptedException {
    Path jar = jar(clone.run(Map.of(), "config"));
    Run second = clone.run(Map.of(), "config");

    Path cache = jar.resolveSibling("farmgate.aot");
    assertThat(cache).hasContent("trained");
    assertThat(second.out().lines()).contains("-XX:AOTCache=" + cache);
  }

  @Test
  void failedTrainingShouldOnlyCostTime() throws IOException, InterruptedException {
    Run run = clone.run(Map.of("TRAINING_EXIT", "1"), "config");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).doesNotContain("AOTCache=");
    assertThat(jar(run).resolveSibling("farmgate.aot")).doesNotExist();
  }

  @Test
  void standardOutputShouldBeTheProgramsAlone() throws IOException, InterruptedException {
    Run run = clone.run(Map.of(), "token");

    assertThat(run.out()).doesNotContain("Building", "Built");
  }

  @Test
  void argumentsShouldArriveWhole() throws IOException, InterruptedException {
    Run run = clone.run(Map.of(), "token", "--subject", "two words", "$HOME *", "");

    assertThat(run.out().lines().toList())
        .endsWith("token", "--subject", "two words", "$HOME *", "");
  }

  @Test
  void localeThatCannotNameEveryFileShouldBeReplaced() throws IOException, InterruptedException {
    clone.fakeJava("echo \"locale ${LC_ALL:-none} ${LC_CTYPE:-none}\"");

    assertThat(clone.run(locale("", "", ""), "config").out()).contains("locale none C.UTF-8");
    assertThat(clone.run(locale("", "", "de_DE"), "config").out()).contains("locale none C.UTF-8");
    assertThat(clone.run(locale("POSIX", "C.UTF-8", ""), "config").out())
        .contains("locale C.UTF-8 C.UTF-8");
    assertThat(clone.run(locale("", "", "de_DE.UTF-8"), "config").out())
        .contains("locale none none");
    assertThat(clone.run(locale("", "en_GB.utf8", "C"), "config").out())
        .contains("locale none en_GB.utf8");
  }

  private static Map<String, String> locale(String all, String characters, String other) {
    return Map.of("LC_ALL", all, "LC_CTYPE", characters, "LANG", other);
  }

  @Test
  void nothingShouldBeBuiltTwice() throws IOException, InterruptedException {
    clone.run(Map.of(), "config");

    Run second = clone.run(Map.of(), "config");

    assertThat(second.err()).isEmpty();
    assertThat(clone.mavenCalls()).hasSize(1);
  }

  @Test
  void changedSourceShouldBeBuilt() throws IOException, InterruptedException {
    clone.run(Map.of(), "config");
    clone.write("domain/src/main/java/Job.java", "class Job { int id; }");

    assertThat(clone.run(Map.of(), "config").err()).contains("something changed");
    assertThat(clone.mavenCalls()).hasSize(2);
  }

  @Test
  void newDeletedAndChangedFilesShouldBeBuilt() throws IOException, InterruptedException {
    clone.run(Map.of(), "config");
    clone.write("domain/src/main/resources/new.txt", "new");
    clone.run(Map.of(), "config");
    Files.delete(clone.root().resolve("domain/src/main/resources/new.txt"));
    clone.run(Map.of(), "config");
    clone.write("pom.xml", "<project></project>");
    clone.run(Map.of(), "config");

    assertThat(clone.mavenCalls()).hasSize(4);
  }

  @Test
  void changedTestShouldNotBeBuilt() throws IOException, InterruptedException {
    clone.run(Map.of(), "config");
    clone.write("domain/src/test/java/JobTest.java", "class JobTest { }");
    clone.write("README.md", "# Farmgate");

    clone.run(Map.of(), "config");

    assertThat(clone.mavenCalls()).hasSize(1);
  }

  @Test
  void noBuildShouldRunWhatIsThere() throws IOException, InterruptedException {
    Map<String, String> noBuild = Map.of("FARMGATE_NO_BUILD", "1");

    Run before = clone.run(noBuild, "config");
    clone.run(Map.of(), "config");
    clone.write("domain/src/main/java/Job.java", "class Job { int id; }");
    Run after = clone.run(noBuild, "config");

    assertThat(before.exitCode()).isEqualTo(1);
    assertThat(before.err()).contains("nothing has been built yet");
    assertThat(after.exitCode()).isZero();
    assertThat(clone.mavenCalls()).hasSize(1);
  }

  @Test
  void manyAtOnceShouldBuildOnce() throws IOException, InterruptedException {
    clone.fakeMaven("sleep 1; echo jar > bootstrap/target/quick/farmgate.jar");
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      started.add(clone.start(Map.of(), clone.root().resolve("farmgate"), "config"));
    }
    for (Process process : started) {
      assertThat(ScriptClone.finish(process).exitCode()).isZero();
    }

    assertThat(clone.mavenCalls()).hasSize(1);
  }

  @Test
  void whatRunsShouldSurviveLaterBuilds() throws IOException, InterruptedException {
    Path running = jar(clone.run(Map.of(), "serve"));
    clone.fakeMaven("echo newer > bootstrap/target/quick/farmgate.jar");
    clone.write("domain/src/main/java/Job.java", "class Job { int id; }");

    Path rebuilt = jar(clone.run(Map.of(), "config"));

    assertThat(running).hasContent("jar");
    assertThat(rebuilt).hasContent("newer");
  }

  @Test
  void failedBuildShouldSayWhyAndRunNothing() throws IOException, InterruptedException {
    clone.fakeMaven("echo 'much talk'; echo '[ERROR] it broke'; exit 1");

    Run run = clone.run(Map.of(), "config");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("[ERROR] it broke", "build.log").doesNotContain("much talk");
    assertThat(clone.root().resolve(".farmgate/build.log")).content().contains("much talk");
    assertThat(clone.run(Map.of(), "config").exitCode()).isEqualTo(1);
    assertThat(clone.mavenCalls()).hasSize(2);
  }

  @Test
  void newerJdkShouldDo() throws IOException, InterruptedException {
    clone.fakeJdk("27");

    assertThat(clone.run(Map.of(), "config").exitCode()).isZero();
  }

  @Test
  void oldJdksShouldBeNamedWhereThereIsNoOther() throws IOException, InterruptedException {
    Path toolchain = clone.root().resolve("tools/toolchain.sh");
    Files.writeString(
        toolchain, Files.readString(toolchain).replace("NEEDED_JDK=25", "NEEDED_JDK=999"));

    Run run = clone.run(Map.of(), "config");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Farmgate needs a JDK 999 or newer", "JDK 25 in ", "set JAVA_HOME")
        .doesNotContain("Building");
    assertThat(clone.mavenCalls()).isEmpty();
  }

  @Test
  void missingMavenShouldBeNamedOnlyWhereSomethingIsToBuild()
      throws IOException, InterruptedException {
    Map<String, String> noMaven =
        Map.of("MAVEN_HOME", folder.toString(), "HOME", folder.toString(), "PATH", toolsOnly());

    Run missing = clone.run(noMaven, "config");
    clone.run(Map.of(), "config");
    Run built = clone.run(noMaven, "config");

    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("Maven 3.8.6", "apt-get install maven");
    assertThat(built.exitCode()).isZero();
  }

  @Test
  void linkToTheScriptShouldDo() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), clone.root().resolve("farmgate"));

    Run run = ScriptClone.finish(clone.start(Map.of(), link, "config"));

    assertThat(run.exitCode()).isZero();
    assertThat(jar(run)).startsWith(clone.root());
  }

  @Test
  void cloneThatCannotBeWrittenToShouldBeNamed() throws IOException, InterruptedException {
    Files.createFile(clone.root().resolve(".farmgate"));

    Run run = clone.run(Map.of(), "config");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("Farmgate is built into " + clone.root().resolve(".farmgate"))
        .contains("cannot be written to");
    assertThat(clone.mavenCalls()).isEmpty();
  }

  @Test
  void buildShouldHaveTheReplacedLocaleToo() throws IOException, InterruptedException {
    clone.fakeMaven("echo \"$LC_CTYPE\" > locale; echo jar > bootstrap/target/quick/farmgate.jar");

    clone.run(locale("", "", ""), "config");

    assertThat(clone.root().resolve("locale")).hasContent("C.UTF-8");
  }

  @Test
  void moreJvmFlagsShouldBePassedOn() throws IOException, InterruptedException {
    assertThat(clone.run(Map.of("FARMGATE_JAVA_OPTS", "-Xmx1g -Da=b"), "config").out().lines())
        .contains("-Xmx1g", "-Da=b");
  }

  @ParameterizedTest
  @CsvSource({
    "echo always [madvise] never, true",
    "echo [always] madvise never, true",
    "echo always madvise [never], false",
    "exit 1, false",
  })
  void largePagesShouldBeAskedForWhereTheSystemGivesThem(String setting, boolean given)
      throws IOException, InterruptedException {
    String path =
        clone.fakeTool(
            "cat", "case $1 in /sys/*) " + setting + "; exit ;; esac; exec /bin/cat \"$@\"");

    Run run = clone.run(Map.of("PATH", path), "config");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines().filter("-XX:+UseTransparentHugePages"::equals))
        .hasSize(given ? 1 : 0);
    assertThat(run.out().lines()).doesNotContain("");
  }

  private static Path jar(Run run) {
    return Path.of(
        run.out().lines().filter(line -> line.endsWith("/farmgate.jar")).findFirst().orElseThrow());
  }

  /** A PATH with the programs that the script calls, and no Maven. */
  private String toolsOnly() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      for (String place : List.of("/bin", "/usr/bin")) {
        Path real = Path.of(place, tool);
        if (Files.isExecutable(real) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), real);
        }
      }
    }
    return tools.toString();
  }
}
