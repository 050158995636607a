/**
 * Finds changes on farms that do not tell of them: start with {@link PolledChanges}, which looks at
 * a farm's ports now and then and compares.
 */
@NullMarked
package io.farmgate.domain.change;

import org.jspecify.annotations.NullMarked;
