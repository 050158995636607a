/** Placeholder. */
@NullMarked
package io.farmgate.bootstrap;

import org.jspecify.annotations.NullMarked;
