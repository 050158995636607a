/** Placeholder. */
@NullMarked
package io.farmgate.adapter.embedded;

import org.jspecify.annotations.NullMarked;
