package io.farmgate.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farmgate.domain.Caller;
import io.farmgate.domain.Caller.Role;
import io.farmgate.domain.failure.FarmException;
import io.farmgate.domain.failure.FarmFailure;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessPolicyTest {
  private static final Map<Role, Set<Role>> MAY =
      Map.of(
          Role.VIEWER, Set.of(Role.VIEWER),
          Role.OPERATOR, Set.of(Role.VIEWER, Role.OPERATOR),
          Role.ADMIN, Set.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN));

  private final AccessPolicy policy = new AccessPolicy();

  @Test
  void eachRoleShouldDoWhatTheOnesBeforeItMay() {
    for (Role held : Role.values()) {
      for (Role needed : Role.values()) {
        Caller caller = new Caller("ann", held);
        if (MAY.getOrDefault(held, Set.of()).contains(needed)) {
          assertThatCode(() -> policy.require(caller, needed, "do it")).doesNotThrowAnyException();
        } else {
          assertThatThrownBy(() -> policy.require(caller, needed, "do it"))
              .isInstanceOfSatisfying(FarmException.class, e -> assertForbidden(e, held, needed));
        }
      }
    }
  }

  private static void assertForbidden(FarmException e, Role held, Role needed) {
    assertThat(e.failure())
        .isEqualTo(
            new FarmFailure.Forbidden(
                "'ann' has the role %s; to do it takes the role %s"
                    .formatted(lower(held), lower(needed))));
  }

  private static String lower(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
