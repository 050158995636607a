package io.farmgate.bootstrap.config;

import java.util.List;

/** The configuration is wrong. Holds everything that is, not the first thing only. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** Creates one; {@code problems} is not empty. */
  public ConfigException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns one sentence for each thing that is wrong; never empty. */
  public List<String> problems() {
    return problems;
  }
}
