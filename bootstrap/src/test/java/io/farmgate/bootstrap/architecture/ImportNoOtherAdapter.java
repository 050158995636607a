package io.farmgate.bootstrap.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;

/** An adapter's class names classes of its own adapter, and an HTTP adapter's those of the edge. */
final class ImportNoOtherAdapter extends ArchCondition<JavaClass> {
  private final Packages on;

  ImportNoOtherAdapter(Packages on) {
    super("import no other adapter");
    this.on = on;
  }

  @Override
  public void check(JavaClass item, ConditionEvents events) {
    Optional<String> own = adapterOf(item);
    for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
      Optional<String> other = adapterOf(dependency.getTargetClass());
      if (other.isEmpty() || own.equals(other) || mayKnowTheEdge(own, other)) {
        continue;
      }
      events.add(SimpleConditionEvent.violated(item, dependency.getDescription()));
    }
  }

  private boolean mayKnowTheEdge(Optional<String> own, Optional<String> other) {
    return other.equals(Optional.of(on.edge()))
        && own.filter(name -> within(name, on.http())).isPresent();
  }

  private Optional<String> adapterOf(JavaClass type) {
    return on.adapters().stream()
        .filter(adapter -> within(type.getPackageName(), adapter))
        .findFirst();
  }

  private static boolean within(String name, String parent) {
    return name.equals(parent) || name.startsWith(parent + ".");
  }
}
