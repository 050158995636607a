package io.farmgate.archfixture.adapter.http.edge;

import io.farmgate.archfixture.adapter.http.rpc.method.Other;

/** Breaks the rule on adapters: the edge imports nobody. */
interface KnowsAnApi {
  Other other();
}
