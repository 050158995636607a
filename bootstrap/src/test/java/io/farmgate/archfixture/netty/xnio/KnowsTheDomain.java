package io.farmgate.archfixture.netty.xnio;

import io.farmgate.archfixture.domain.Thing;

/** Breaks the rule on the transport. */
interface KnowsTheDomain {
  Thing thing();
}
