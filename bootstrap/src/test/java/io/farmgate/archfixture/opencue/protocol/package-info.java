/** A published language with a flaw. */
@NullMarked
package io.farmgate.archfixture.opencue.protocol;

import org.jspecify.annotations.NullMarked;
