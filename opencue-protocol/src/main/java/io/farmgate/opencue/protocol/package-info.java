/** Placeholder. */
@NullMarked
package io.farmgate.opencue.protocol;

import org.jspecify.annotations.NullMarked;
