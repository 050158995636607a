package io.farmgate.archfixture.adapter.auth;

import io.farmgate.archfixture.bootstrap.Assembly;

/** Breaks the rule on the bootstrap. */
interface KnowsTheBootstrap {
  Assembly assembly();
}
