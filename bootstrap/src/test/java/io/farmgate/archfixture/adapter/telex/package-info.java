/** An adapter that the rules were not told of. */
@NullMarked
package io.farmgate.archfixture.adapter.telex;

import org.jspecify.annotations.NullMarked;
