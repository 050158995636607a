package io.farmgate.domain.port;

/** The typed ports to what people do with work that is on one farm. */
public record WorkPorts(
    Dependencies dependencies,
    FrameMarks frameMarks,
    FrameOrder frameOrder,
    FrameNotes frameNotes) {}
