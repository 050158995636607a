package io.farmgate.domain;

/**
 * A kind of program that layers run ("maya", "shell"), for all shows that have no idea of their own
 * of it. One of them, named {@link #STANDARD}, counts for layers that name no service that is
 * there.
 */
public record Service(ServiceId id, String name, ServiceDefaults defaults) {
  /** The name of the service that counts where no other one does. */
  public static final String STANDARD = "default";
}
