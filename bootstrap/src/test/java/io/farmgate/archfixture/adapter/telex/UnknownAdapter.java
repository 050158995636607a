package io.farmgate.archfixture.adapter.telex;

/** Breaks the rule that every adapter is known to the rules. */
interface UnknownAdapter {}
