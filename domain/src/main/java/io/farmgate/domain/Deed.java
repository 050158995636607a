package io.farmgate.domain;

/** That a host belongs to an owner. A host has at most one deed. */
public record Deed(DeedId id, HostId hostId, String hostName, OwnerId ownerId, String ownerName) {}
