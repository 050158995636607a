/** Ports with a flaw. */
@NullMarked
package io.farmgate.archfixture.domain.port;

import org.jspecify.annotations.NullMarked;
