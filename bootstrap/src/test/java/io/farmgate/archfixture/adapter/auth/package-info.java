/** An adapter with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.auth;

import org.jspecify.annotations.NullMarked;
