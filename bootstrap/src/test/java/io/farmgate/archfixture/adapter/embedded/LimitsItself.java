package io.farmgate.archfixture.adapter.embedded;

import com.netflix.concurrency.limits.Limit;

/** Breaks the rule on the library for concurrency limits. */
interface LimitsItself {
  Limit limit();
}
