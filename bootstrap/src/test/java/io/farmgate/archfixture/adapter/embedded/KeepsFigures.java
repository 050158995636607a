package io.farmgate.archfixture.adapter.embedded;

import io.micrometer.core.instrument.Counter;

/** Breaks the rule on Micrometer. */
interface KeepsFigures {
  Counter counter();
}
