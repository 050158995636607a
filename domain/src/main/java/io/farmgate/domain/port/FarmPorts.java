package io.farmgate.domain.port;

/** The typed ports of one farm, together. */
public record FarmPorts(
    Shows shows,
    Jobs jobs,
    JobControl jobControl,
    Layers layers,
    Frames frames,
    FrameControl frameControl,
    Logs logs,
    Hosts hosts,
    Procs procs,
    Groups groups,
    Owners owners,
    Deeds deeds,
    Submissions submissions,
    SetupPorts setup,
    WorkPorts work,
    Changes changes) {}
