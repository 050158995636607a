package io.farmgate.domain.port;

/** The typed ports of one farm, together. */
public record FarmPorts(
    Shows shows,
    Jobs jobs,
    JobControl jobControl,
    Layers layers,
    Frames frames,
    FrameControl frameControl,
    Hosts hosts,
    Procs procs,
    Groups groups,
    Owners owners,
    Deeds deeds,
    Submissions submissions,
    WorkPorts work) {}
