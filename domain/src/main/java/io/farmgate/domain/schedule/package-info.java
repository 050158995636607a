/**
 * What runs next on a host: the rules of booking, without a farm. Start at {@link BookingRound};
 * {@code docs/scheduler.md} has the rules as a table.
 */
@NullMarked
package io.farmgate.domain.schedule;

import org.jspecify.annotations.NullMarked;
