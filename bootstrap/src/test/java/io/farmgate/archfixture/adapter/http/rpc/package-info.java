/** An HTTP adapter that may import the edge, with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.http.rpc;

import org.jspecify.annotations.NullMarked;
