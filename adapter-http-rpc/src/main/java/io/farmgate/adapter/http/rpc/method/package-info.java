/**
 * The contract's methods made ready to be called. Start at {@link Methods}, which holds the
 * compiled tables of every method, and {@link Calls}, which sends one call on its way.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.method;

import org.jspecify.annotations.NullMarked;
