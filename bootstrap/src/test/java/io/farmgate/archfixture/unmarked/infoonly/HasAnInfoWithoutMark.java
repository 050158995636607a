package io.farmgate.archfixture.unmarked.infoonly;

/** Breaks the rule on null marks: its package-info.java has none. */
interface HasAnInfoWithoutMark {}
