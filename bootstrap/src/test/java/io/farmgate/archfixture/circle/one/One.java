package io.farmgate.archfixture.circle.one;

import io.farmgate.archfixture.circle.two.Two;

/** Breaks the rule on circles, together with the other half. */
public interface One {
  /** Closes the circle. */
  Two two();
}
