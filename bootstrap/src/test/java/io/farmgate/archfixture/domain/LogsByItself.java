package io.farmgate.archfixture.domain;

import org.slf4j.Logger;

/** Breaks the rule on the domain's dependencies. */
interface LogsByItself {
  Logger logger();
}
