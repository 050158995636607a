package io.farmgate.archfixture.adapter.auth;

import picocli.CommandLine;

/** Breaks the rule on wiring. */
interface WiresItself {
  CommandLine commandLine();
}
