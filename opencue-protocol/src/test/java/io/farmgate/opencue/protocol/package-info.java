/** Specification of the contract and of its catalogue, {@link MethodCatalogue}. */
@NullMarked
package io.farmgate.opencue.protocol;

import org.jspecify.annotations.NullMarked;
