package io.farmgate.archfixture.adapter.embedded;

import io.github.resilience4j.retry.Retry;

/** Breaks the rule on Resilience4j. */
interface TriesAgain {
  Retry retry();
}
