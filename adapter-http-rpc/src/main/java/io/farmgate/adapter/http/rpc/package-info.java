/** Placeholder. */
@NullMarked
package io.farmgate.adapter.http.rpc;

import org.jspecify.annotations.NullMarked;
