package io.farmgate.archfixture.adapter.webhooks;

import io.farmgate.archfixture.adapter.embedded.Store;

/** Breaks the rule on adapters. */
interface KnowsTheEmbeddedFarm {
  Store store();
}
