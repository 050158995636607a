package io.farmgate.archfixture.adapter.embedded;

import org.xnio.XnioWorker;

/** Breaks the rule on XNIO. */
interface RunsOnXnio {
  XnioWorker worker();
}
