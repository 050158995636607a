/**
 * The wiring: which class gets which. {@link Gateway} opens the farm that the configuration names,
 * has Dagger build the rest around it, and starts the server.
 */
@NullMarked
package io.farmgate.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
