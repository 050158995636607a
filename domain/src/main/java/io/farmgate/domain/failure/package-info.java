/**
 * What can go wrong, as one sealed type. Start at {@link FarmFailure}; {@link FarmException}
 * carries it up through plain return types.
 */
@NullMarked
package io.farmgate.domain.failure;

import org.jspecify.annotations.NullMarked;
