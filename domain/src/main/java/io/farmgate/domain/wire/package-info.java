/**
 * Messages as they are on the wire, for farms whose answers are handed on unread. It knows nothing
 * of the rest of the domain, so that failures can carry what a farm said in its own words.
 */
@NullMarked
package io.farmgate.domain.wire;

import org.jspecify.annotations.NullMarked;
