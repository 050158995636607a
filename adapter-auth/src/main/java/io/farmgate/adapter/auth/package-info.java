/** Placeholder. */
@NullMarked
package io.farmgate.adapter.auth;

import org.jspecify.annotations.NullMarked;
