package io.farmgate.archfixture.adapter.embedded;

/** Breaks the rule on logs. */
interface LogsItsOwnWay {
  // Not imported: the Enforcer would find it before the rule does.
  java.util.logging.Logger logger();
}
