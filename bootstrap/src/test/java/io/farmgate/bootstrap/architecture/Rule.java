package io.farmgate.bootstrap.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;

/**
 * A rule of the house and the proof that it bites.
 *
 * @param name what a failure says
 * @param on the rule, for the real packages or for the fixtures'
 * @param broken the fixture classes (or packages) that break it, without the fixtures' root
 */
record Rule(String name, Function<Packages, ArchRule> on, List<String> broken) {
  @Override
  public String toString() {
    return name;
  }
}
