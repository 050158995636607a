package io.farmgate.domain.port;

/** The typed ports to what people do with work that is on one farm, and with its hosts. */
public record WorkPorts(
    Dependencies dependencies,
    Comments comments,
    HostControl hosts,
    Redirects redirects,
    Figures figures) {}
