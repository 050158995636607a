package io.farmgate.archfixture.adapter.embedded;

import io.undertow.Undertow;

/** Breaks the rule on Undertow. */
interface SeesUndertow {
  Undertow server();
}
