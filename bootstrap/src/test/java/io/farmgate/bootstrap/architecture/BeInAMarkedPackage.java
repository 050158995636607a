package io.farmgate.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** The class's package has a package-info.java, and that is marked. */
final class BeInAMarkedPackage extends ArchCondition<JavaClass> {
  BeInAMarkedPackage() {
    super("be in a package whose package-info.java says @NullMarked");
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    boolean marked =
        item.getPackage()
            .tryGetPackageInfo()
            .filter(info -> info.isAnnotatedWith(NullMarked.class))
            .isPresent();
    if (!marked) {
      events.add(
          SimpleConditionEvent.violated(
              item, item.getName() + " is in a package without @NullMarked in package-info.java"));
    }
  }
}
