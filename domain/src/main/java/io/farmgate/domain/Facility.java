package io.farmgate.domain;

/**
 * A site of the farm: a building, a machine room, a cloud region. A job runs in one facility only.
 *
 * @param name letters, digits and underscores; no two facilities of a farm have one name
 */
public record Facility(FacilityId id, String name) {}
