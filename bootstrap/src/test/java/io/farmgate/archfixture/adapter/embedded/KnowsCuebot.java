package io.farmgate.archfixture.adapter.embedded;

import io.farmgate.archfixture.adapter.grpc.cuebot.Wire;

/** Breaks the rule on adapters. */
interface KnowsCuebot {
  Wire wire();
}
