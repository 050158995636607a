package io.farmgate.archfixture.application;

import io.farmgate.archfixture.adapter.embedded.Store;

/** Breaks the rule on the application's dependencies. */
interface KnowsAnAdapter {
  Store store();
}
