/** Tokens: verify and issue. Start at {@link HmacTokens}. Nothing else in Farmgate sees Nimbus. */
@NullMarked
package io.farmgate.adapter.auth;

import org.jspecify.annotations.NullMarked;
