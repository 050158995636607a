package io.farmgate.archfixture.circle.two;

import io.farmgate.archfixture.circle.one.One;

/** Breaks the rule on circles, together with the other half. */
public interface Two {
  /** Closes the circle. */
  One one();
}
