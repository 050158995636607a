/**
 * Configuration: flags, variables and a file in, one {@link GatewayConfig} out. Start at {@link
 * Configuration#read}.
 */
@NullMarked
package io.farmgate.bootstrap.config;

import org.jspecify.annotations.NullMarked;
