/** An adapter with flaws. */
@NullMarked
package io.farmgate.archfixture.adapter.webhooks;

import org.jspecify.annotations.NullMarked;
