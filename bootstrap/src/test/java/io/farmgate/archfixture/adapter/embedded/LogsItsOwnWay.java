package io.farmgate.archfixture.adapter.embedded;

import org.jboss.logging.Logger;

/** Breaks the rule on logs. */
interface LogsItsOwnWay {
  Logger logger();
}
