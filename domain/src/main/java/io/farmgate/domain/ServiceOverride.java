package io.farmgate.domain;

/**
 * A show's own idea of a service. It counts for the show's layers in place of the shared service of
 * that name, all of it.
 *
 * @param show the name of the show
 * @param name the name of the service; there need not be a shared one
 */
public record ServiceOverride(
    ServiceOverrideId id, String show, String name, ServiceDefaults defaults) {}
