package io.farmgate.archfixture.opencue.protocol;

import io.farmgate.archfixture.domain.Thing;

/** Breaks the rule on the published language. */
interface KnowsTheDomain {
  Thing thing();
}
