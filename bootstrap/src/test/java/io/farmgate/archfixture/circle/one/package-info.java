/** Half of a circle. */
@NullMarked
package io.farmgate.archfixture.circle.one;

import org.jspecify.annotations.NullMarked;
