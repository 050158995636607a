package io.farmgate.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the hexagon. Each rule is checked twice: the real code keeps it, and the fixture classes
 * that are made to break it do.
 */
final class ArchitectureTest {
  /** Far below what there is, far above what an import of the wrong folder would find. */
  private static final int LEAST_CLASSES = 150;

  /** Written by protoc, and looked at by nobody: the contract's own test compares it. */
  private static final String GENERATED = "/io/farmgate/opencue/wire/";

  private static final JavaClasses REAL =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .withImportOption(location -> !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains(GENERATED))
          .importPackages(Packages.REAL.root());

  private static final JavaClasses FIXTURES =
      new ClassFileImporter().importPackages(Packages.FIXTURE.root());

  @Test
  void enoughClassesShouldBeLookedAt() {
    assertThat(REAL.size()).isGreaterThan(LEAST_CLASSES);
    assertThat(REAL).noneMatch(type -> type.getName().contains("archfixture"));
  }

  @Test
  void everyPackageThatARuleNamesShouldHaveClasses() {
    for (Packages packages : List.of(Packages.REAL, Packages.FIXTURE)) {
      JavaClasses classes = packages.equals(Packages.REAL) ? REAL : FIXTURES;
      Set<String> names =
          classes.stream().map(type -> type.getPackageName() + ".").collect(Collectors.toSet());
      assertThat(packages.all())
          .allSatisfy(
              name -> assertThat(names).as(name).anyMatch(other -> other.startsWith(name + ".")));
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void codeShouldKeep(Rule rule) {
    rule.on().apply(Packages.REAL).as(rule.name()).check(REAL);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void fixtureShouldBreak(Rule rule) {
    EvaluationResult result = rule.on().apply(Packages.FIXTURE).evaluate(FIXTURES);

    List<String> broken =
        rule.broken().stream().map(name -> Packages.FIXTURE.root() + "." + name).toList();
    List<String> details = result.getFailureReport().getDetails();
    assertThat(broken)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(details).anyMatch(detail -> detail.contains(name)));
    assertThat(details)
        .allSatisfy(detail -> assertThat(broken).anyMatch(name -> detail.contains(name)));
  }

  static List<Rule> rules() {
    return Rules.all();
  }
}
