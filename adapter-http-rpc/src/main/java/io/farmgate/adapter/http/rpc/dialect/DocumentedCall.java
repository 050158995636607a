package io.farmgate.adapter.http.rpc.dialect;

import io.farmgate.adapter.http.rpc.dialect.KeyAlias.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One row of the table: a call that the documents describe, and what it is in the contract.
 *
 * @param path the documented {@code package.Service/Method}, its service already the contract's
 * @param target the contract's method that the answer looks like
 * @param when whether the row also holds for a body that is exactly the contract's
 * @param keys the documented keys that mean fields of the target's request
 * @param recipe what to do where one call of the target is not enough
 */
record DocumentedCall(
    String path, String target, When when, List<KeyAlias> keys, Optional<Recipe> recipe) {

  /** When a row is consulted. */
  enum When {
    /** The contract has no such method, or its meaning is not safe as it is. */
    ALWAYS,
    /** The body has keys that the contract's method does not know, or values it does not take. */
    NOT_EXACT
  }

  /** Does a documented call with calls of the contract. It may block. */
  interface Recipe {
    Outcome run(Body body, FarmCalls farm);
  }

  /** A method under another name. */
  static DocumentedCall alias(String path, String target) {
    return new DocumentedCall(path, target, When.ALWAYS, List.of(), Optional.empty());
  }

  /** A method whose documented body differs. */
  static DocumentedCall differs(String path) {
    return new DocumentedCall(path, path, When.NOT_EXACT, List.of(), Optional.empty());
  }

  DocumentedCall always() {
    return new DocumentedCall(path, target, When.ALWAYS, keys, recipe);
  }

  DocumentedCall answersLike(String method) {
    return new DocumentedCall(path, method, when, keys, recipe);
  }

  DocumentedCall key(String from, String to, Form form) {
    List<KeyAlias> more = new ArrayList<>(keys);
    more.add(new KeyAlias(from, to, form));
    return new DocumentedCall(path, target, when, List.copyOf(more), recipe);
  }

  DocumentedCall by(Recipe how) {
    return new DocumentedCall(path, target, when, keys, Optional.of(how));
  }
}
