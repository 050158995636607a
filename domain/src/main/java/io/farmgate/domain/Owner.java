package io.farmgate.domain;

/**
 * A person who may own hosts, and whose jobs have a quota, as they stood when they were read.
 *
 * @param name the user name, as jobs have it
 * @param show the name of the show that the owner's hosts work for
 * @param hosts how many hosts the owner has deeds of
 * @param runningFrames frames of the owner's own jobs that run now, in whatever show
 */
public record Owner(
    OwnerId id, String name, String show, OwnerQuota quota, int hosts, int runningFrames) {}
