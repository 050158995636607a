/** Use cases with flaws. */
@NullMarked
package io.farmgate.archfixture.application;

import org.jspecify.annotations.NullMarked;
