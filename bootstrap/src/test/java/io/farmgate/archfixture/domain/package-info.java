/** A domain with a flaw. */
@NullMarked
package io.farmgate.archfixture.domain;

import org.jspecify.annotations.NullMarked;
