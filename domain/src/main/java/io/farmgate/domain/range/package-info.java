/** Frame ranges. Start at {@link FrameRange}. */
@NullMarked
package io.farmgate.domain.range;

import org.jspecify.annotations.NullMarked;
