package io.farmgate.opencue.transcode;

/**
 * Whether the fields of a message come in the order in which they are written, each once: the
 * question on which the two ways of {@link MessagePrinter} part. One object answers it for one
 * message, field by field.
 */
final class FieldOrder {
  /** Oneofs from this one on share a bit: the order is then doubted more often than need be. */
  private static final int LAST_ONEOF_BIT = 63;

  private FieldOrder() {}

  /** Returns the bit of the oneof that a field belongs to, or 0 if it belongs to none. */
  static long oneofBit(OutputField field) {
    return field.oneof == OutputField.NO_ONEOF ? 0 : 1L << Math.min(field.oneof, LAST_ONEOF_BIT);
  }

  /**
   * Walks over the message between the reader's position and limit, nested ones excepted.
   *
   * @return whether every field's slot is above those before it, where values of a list in direct
   *     succession count as one, and no oneof has two members
   */
  static boolean holds(WireReader in, OutputTable table) throws MalformedWireException {
    int next = 0;
    long oneofs = 0;
    OutputField list = null;
    while (in.position < in.limit) {
      int tag = in.readTag();
      OutputField field = table.find(tag);
      in.skip(tag);
      if (field == null) {
        list = null;
        continue;
      }
      if (field == list) {
        continue;
      }
      long oneof = oneofBit(field);
      if (field.slot < next || (oneofs & oneof) != 0) {
        return false;
      }
      oneofs |= oneof;
      next = field.slot + 1;
      list = field.isList() ? field : null;
    }
    return true;
  }
}
