package io.farmgate.archfixture.unmarked;

/** Breaks the rule on null marks: its package has no package-info.java. */
interface NotNullMarked {}
