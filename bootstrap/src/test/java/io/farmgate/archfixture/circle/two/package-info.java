/** The other half of a circle. */
@NullMarked
package io.farmgate.archfixture.circle.two;

import org.jspecify.annotations.NullMarked;
