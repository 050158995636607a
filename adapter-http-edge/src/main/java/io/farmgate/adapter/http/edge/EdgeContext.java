package io.farmgate.adapter.http.edge;

import java.util.concurrent.ExecutorService;

/**
 * What all exchanges of one server share.
 *
 * @param tasks gives each task a virtual thread
 */
record EdgeContext(
    EdgeConfig config,
    ExecutorService tasks,
    InFlight inFlight,
    EdgeGuards guards,
    Connections connections) {}
