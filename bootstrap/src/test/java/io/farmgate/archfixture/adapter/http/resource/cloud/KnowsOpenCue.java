package io.farmgate.archfixture.adapter.http.resource.cloud;

import io.farmgate.archfixture.adapter.http.resource.opencue.Thing;

/** Breaks the rule on dialects. */
interface KnowsOpenCue {
  Thing thing();
}
