/** An assembly that somebody imports. */
@NullMarked
package io.farmgate.archfixture.bootstrap;

import org.jspecify.annotations.NullMarked;
