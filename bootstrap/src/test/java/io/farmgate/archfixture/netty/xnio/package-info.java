/** A transport with flaws. */
@NullMarked
package io.farmgate.archfixture.netty.xnio;

import org.jspecify.annotations.NullMarked;
