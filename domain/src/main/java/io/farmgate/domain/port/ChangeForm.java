package io.farmgate.domain.port;

/** How a change is told to clients. Thread-safe. */
public interface ChangeForm {
  /** Returns the change in words. */
  Told tell(FarmChange change);

  /**
   * A change as it is told.
   *
   * @param name of letters and underscores
   * @param json an object
   */
  record Told(String name, String json) {}
}
