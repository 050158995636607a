package io.farmgate.archfixture.application;

/** Breaks the rule on generic exceptions. */
final class ThrowsAnything {
  void fail() {
    throw new RuntimeException("something");
  }
}
