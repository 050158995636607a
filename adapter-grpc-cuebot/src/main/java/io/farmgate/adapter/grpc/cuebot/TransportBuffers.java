package io.farmgate.adapter.grpc.cuebot;

import io.grpc.netty.shaded.io.netty.buffer.ByteBufAllocator;
import io.grpc.netty.shaded.io.netty.buffer.PooledByteBufAllocator;

/**
 * The memory that connections to Cuebots receive into, outside the heap. Long answers stay in it
 * until their clients have them, so it comes in pieces that are given back to the system when they
 * are free: the default's are four times as large, and of which one buffer in use keeps all.
 */
final class TransportBuffers extends PooledByteBufAllocator {
  private static final int PAGE_BYTES = 8 << 10;

  /** So many times doubled, a page is a piece: 1 MiB. */
  private static final int PIECE_ORDER = 7;

  private static final int SMALL_CACHE = 256;
  private static final int NORMAL_CACHE = 16;

  /** Up to this size buffers grow by doubling, as they do by default. */
  private static final int DOUBLED_BYTES = 16 << 10;

  private static final PooledByteBufAllocator ALL = new TransportBuffers();

  /** One arena: a connection has one thread that receives. Only such threads keep a cache. */
  private TransportBuffers() {
    super(true, 0, 1, PAGE_BYTES, PIECE_ORDER, SMALL_CACHE, NORMAL_CACHE, false);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The beginning of a frame is joined with what is received next, 64 KiB, in a buffer of this
   * size. It is kept as long as its frames are, and by doubling almost half of it would be empty.
   */
  @Override
  public int calculateNewCapacity(int minNewCapacity, int maxCapacity) {
    return minNewCapacity <= DOUBLED_BYTES
        ? super.calculateNewCapacity(minNewCapacity, maxCapacity)
        : Math.min(maxCapacity, minNewCapacity + minNewCapacity / 32);
  }

  static ByteBufAllocator all() {
    return ALL;
  }

  /** Returns how many bytes are in buffers that are in use. */
  static long bytesInUse() {
    return ALL.pinnedDirectMemory();
  }
}
