/** Placeholder. */
@NullMarked
package io.farmgate.application;

import org.jspecify.annotations.NullMarked;
