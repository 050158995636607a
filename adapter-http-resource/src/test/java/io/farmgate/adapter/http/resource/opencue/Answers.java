package io.farmgate.adapter.http.resource.opencue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Response;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds answers to a contract, with the validators that the contract's library makes. It keeps
 * them: the library's own class makes one anew for every answer, and resolves every reference of
 * the document for it.
 */
final class Answers {
  private final OpenAPIContract contract;
  private final Map<String, Validator> validators = new ConcurrentHashMap<>();

  Answers(OpenAPIContract contract) {
    this.contract = contract;
  }

  /** Says what is wrong with an answer of an operation; "" for nothing. */
  String problem(String operationId, int status, String contentType, byte[] body) {
    Response response = response(operationId, status);
    if (response == null) {
      return "the status is not described";
    }
    MediaType type = response.getContent().get(contentType);
    if (type == null) {
      return contentType + " is not described";
    }
    Validator validator =
        validators.computeIfAbsent(
            operationId + " " + status + " " + contentType,
            key -> contract.getSchemaRepository().validator(type.getSchema()));
    try {
      OutputUnit found = validator.validate(Json.decodeValue(Buffer.buffer(body)));
      return Boolean.TRUE.equals(found.getValid()) ? "" : found.toJson().encode();
    } catch (DecodeException e) {
      return "no JSON: " + e.getMessage();
    }
  }

  /** As the above, of the type and the headers of an answer. */
  String headProblem(String operationId, int status, String type, HttpHeaders headers) {
    Response response = response(operationId, status);
    if (response == null) {
      return "the status is not described";
    }
    if (!response.getContent().containsKey(type)) {
      return "'" + type + "' is not described";
    }
    for (Parameter header : response.getHeaders()) {
      Optional<String> sent = headers.firstValue(header.getName());
      if (sent.isEmpty() && header.isRequired()) {
        return header.getName() + ": missing";
      }
      if (sent.isPresent() && !fits(header, sent.get())) {
        return header.getName() + ": '" + sent.get() + "'";
      }
    }
    return "";
  }

  private boolean fits(Parameter header, String sent) {
    Object value;
    try {
      value =
          switch (header.getSchemaType()) {
            case INTEGER, NUMBER, BOOLEAN -> Json.decodeValue(sent);
            case STRING, ARRAY, OBJECT -> sent;
          };
    } catch (DecodeException e) {
      return false;
    }
    OutputUnit found =
        validators
            .computeIfAbsent(
                "header " + header.getName(),
                key -> contract.getSchemaRepository().validator(header.getSchema()))
            .validate(value);
    return Boolean.TRUE.equals(found.getValid());
  }

  private @Nullable Response response(String operationId, int status) {
    Operation operation = Objects.requireNonNull(contract.operation(operationId), operationId);
    return Optional.ofNullable(operation.getResponse(status))
        .orElse(operation.getDefaultResponse());
  }
}
