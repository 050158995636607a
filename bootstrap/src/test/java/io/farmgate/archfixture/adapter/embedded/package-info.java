/** An adapter with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.embedded;

import org.jspecify.annotations.NullMarked;
