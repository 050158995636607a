package io.farmgate.archfixture.adapter.http.edge;

import com.google.protobuf.Message;

/** Breaks the rule on protobuf. */
interface SeesProtobuf {
  Message message();
}
