/**
 * The commands with which people look at a farm and act on it, through any gateway: they speak its
 * resource API over HTTP and know nothing else of it. Start at {@link
 * io.farmgate.bootstrap.cli.FarmCommands}; {@link io.farmgate.bootstrap.cli.GatewayClient} makes
 * the calls.
 */
@NullMarked
package io.farmgate.bootstrap.cli;

import org.jspecify.annotations.NullMarked;
