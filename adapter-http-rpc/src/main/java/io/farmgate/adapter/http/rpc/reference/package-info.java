/**
 * What the RPC style offers, written down from the same descriptors and tables that serve it: start
 * at {@link io.farmgate.adapter.http.rpc.reference.Reference}, which is every call; {@link
 * io.farmgate.adapter.http.rpc.reference.OpenApi} writes it as {@code /openapi/rpc.json}, {@link
 * io.farmgate.adapter.http.rpc.reference.MarkdownReference} as {@code docs/rpc-reference.md}.
 */
@NullMarked
package io.farmgate.adapter.http.rpc.reference;

import org.jspecify.annotations.NullMarked;
