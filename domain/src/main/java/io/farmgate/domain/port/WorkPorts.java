package io.farmgate.domain.port;

/** The typed ports to what people do with work that is on one farm, and with its hosts. */
public record WorkPorts(
    Dependencies dependencies,
    LayerControl layers,
    LayerLimits layerLimits,
    LayerOutputs outputs,
    JobUpkeep jobs,
    Comments comments,
    HostControl hosts,
    Redirects redirects,
    Figures figures,
    FrameMarks frameMarks,
    FrameOrder frameOrder,
    FrameNotes frameNotes,
    Lendings lendings) {}
