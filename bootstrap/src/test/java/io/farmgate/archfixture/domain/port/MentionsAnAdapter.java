package io.farmgate.archfixture.domain.port;

import io.farmgate.archfixture.adapter.embedded.Store;

/** Breaks the rule on ports. */
interface MentionsAnAdapter {
  Store store();
}
