/** The HTTP server that every dialect shares. Start at {@link EdgeServer}. */
@NullMarked
package io.farmgate.adapter.http.edge;

import org.jspecify.annotations.NullMarked;
