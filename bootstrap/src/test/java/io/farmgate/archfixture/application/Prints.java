package io.farmgate.archfixture.application;

/** Breaks the rule on the standard streams. */
final class Prints {
  void print() {
    System.out.println("for all to see");
  }
}
