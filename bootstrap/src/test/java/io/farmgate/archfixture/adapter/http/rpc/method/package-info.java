/** A part of an adapter that the edge imports. */
@NullMarked
package io.farmgate.archfixture.adapter.http.rpc.method;

import org.jspecify.annotations.NullMarked;
