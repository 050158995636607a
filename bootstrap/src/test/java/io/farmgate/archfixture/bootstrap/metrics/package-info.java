/** An assembly that somebody imports. */
@NullMarked
package io.farmgate.archfixture.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
