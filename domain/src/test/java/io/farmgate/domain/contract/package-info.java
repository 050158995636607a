/**
 * What a farm's typed ports mean, as tests. A farm adapter's test implements {@link FarmContract}
 * and so proves that it keeps the meaning; {@link InMemoryFarm} is a farm without processes that
 * keeps it too, for tests of whatever stands in front of a farm.
 */
@NullMarked
package io.farmgate.domain.contract;

import org.jspecify.annotations.NullMarked;
