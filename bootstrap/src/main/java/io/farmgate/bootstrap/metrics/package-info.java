/**
 * Figures for whoever runs the gateway, and what its health is told from. The only package that
 * sees Micrometer. Start at {@link GatewayMetrics}; docs/metrics.md lists every name.
 */
@NullMarked
package io.farmgate.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
