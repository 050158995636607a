/** The edge, with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.http.edge;

import org.jspecify.annotations.NullMarked;
