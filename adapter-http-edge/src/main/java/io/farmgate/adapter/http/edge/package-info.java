/** Placeholder. */
@NullMarked
package io.farmgate.adapter.http.edge;

import org.jspecify.annotations.NullMarked;
