package io.farmgate.domain.spec;

/** How jobs are named. */
public final class JobNames {
  private JobNames() {}

  /** Returns the name by which a farm knows the job: {@code show-shot-user_name}. */
  public static String full(String show, String shot, String user, String name) {
    return show + "-" + shot + "-" + user + "_" + name;
  }
}
