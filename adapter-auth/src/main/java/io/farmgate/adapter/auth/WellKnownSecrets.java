package io.farmgate.adapter.auth;

import java.util.Locale;
import java.util.Set;

/** Secrets that OpenCue's documents and images, or everybody's examples, print. */
final class WellKnownSecrets {
  private static final Set<String> WORDS =
      Set.of(
          "changeme",
          "defaultsecret",
          "defaultsecretkey",
          "demo",
          "demosecret",
          "devsecret",
          "example",
          "examplesecret",
          "farmgate",
          "jwtsecret",
          "jwtsecretkey",
          "key",
          "mysecret",
          "mysecretkey",
          "opencue",
          "opencuesecret",
          "opencuesecretkey",
          "password",
          "secret",
          "secretkey",
          "supersecret",
          "supersecretkey",
          "test",
          "testsecret",
          "testsecretkey",
          "token",
          "yoursecret",
          "yoursecretkey",
          "yoursecretkeyhere",
          "yoursecrethere",
          "yourjwtsecret",
          "yourjwtsecrethere",
          "yourjwtsecretkey",
          "yoursecuresecret",
          "yoursecuresecretkey",
          "yoursupersecretkey");

  private WellKnownSecrets() {}

  /** Compares without case and without what stands between words: a guesser does so too. */
  static boolean contains(String secret) {
    return WORDS.contains(secret.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
  }
}
