/** Wires without a flaw. */
@NullMarked
package io.farmgate.archfixture.bootstrap.wiring;

import org.jspecify.annotations.NullMarked;
