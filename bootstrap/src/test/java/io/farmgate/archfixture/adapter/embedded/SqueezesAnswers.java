package io.farmgate.archfixture.adapter.embedded;

import com.github.luben.zstd.ZstdCompressCtx;

/** Breaks the rule on the library for zstd. */
interface SqueezesAnswers {
  ZstdCompressCtx squeezer();
}
