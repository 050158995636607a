/** What a person submits. Start at {@link Submission}. */
@NullMarked
package io.farmgate.domain.spec;

import org.jspecify.annotations.NullMarked;
