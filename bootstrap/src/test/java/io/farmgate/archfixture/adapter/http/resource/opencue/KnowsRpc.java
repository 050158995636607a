package io.farmgate.archfixture.adapter.http.resource.opencue;

import io.farmgate.archfixture.adapter.http.rpc.method.Other;

/** Breaks the rule on adapters: one API imports no other. */
public interface KnowsRpc {
  /** The other. */
  Other other();
}
