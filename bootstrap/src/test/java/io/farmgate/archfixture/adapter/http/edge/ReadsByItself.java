package io.farmgate.archfixture.adapter.http.edge;

import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;

/** Breaks the rule on Netty. */
interface ReadsByItself {
  ByteBuf bytes();
}
