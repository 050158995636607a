package io.farmgate.opencue.protocol;

import java.util.List;
import java.util.stream.Collectors;

/** What an operator added to the contract does not fit. Holds everything that does not. */
public final class ContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  ContractException(List<Problem> problems) {
    super(problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Which of an operator's additions is wrong. */
  public enum Part {
    /** The descriptor set. */
    DESCRIPTOR_SET,
    /** The rows for methods that this program's own table does not have. */
    POLICIES,
    /** The names of methods to be opened. */
    OPENED
  }

  /** One thing that is wrong, in a sentence for the operator. */
  public record Problem(Part part, String text) {}

  /** Returns everything that is wrong; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
