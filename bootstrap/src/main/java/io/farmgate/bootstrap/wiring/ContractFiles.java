package io.farmgate.bootstrap.wiring;

import io.farmgate.bootstrap.config.ConfigException;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.config.Setting;
import io.farmgate.opencue.protocol.ContractAdditions;
import io.farmgate.opencue.protocol.ContractException;
import io.farmgate.opencue.protocol.ContractException.Part;
import io.farmgate.opencue.protocol.ContractException.Problem;
import io.farmgate.opencue.protocol.MethodCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files that an operator adds to the contract. */
final class ContractFiles {
  private static final Logger log = LoggerFactory.getLogger(ContractFiles.class);

  private final List<String> problems = new ArrayList<>();

  private ContractFiles() {}

  /**
   * Returns the contract with all additions, and logs the methods that nobody has reviewed.
   *
   * @throws ConfigException that names everything that is wrong with them
   */
  static MethodCatalogue load(GatewayConfig.Contract contract) {
    return new ContractFiles().read(contract);
  }

  private MethodCatalogue read(GatewayConfig.Contract contract) {
    ContractAdditions additions =
        new ContractAdditions(
            contract.descriptorSet().flatMap(file -> bytes(Setting.OPENCUE_DESCRIPTOR_SET, file)),
            contract
                .methodPolicy()
                .flatMap(file -> bytes(Setting.OPENCUE_METHOD_POLICY, file))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
            contract.openMethods());
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    try {
      MethodCatalogue catalogue = MethodCatalogue.load(additions);
      if (!catalogue.unreviewed().isEmpty()) {
        log.warn(
            "methods of OPENCUE_DESCRIPTOR_SET that OPENCUE_METHOD_POLICY has no row for, and that"
                + " are therefore for admins: {}",
            String.join(", ", new TreeSet<>(catalogue.unreviewed())));
      }
      contract
          .openMethods()
          .forEach(name -> log.warn("{} is open to admins, though closed as shipped", name));
      return catalogue;
    } catch (ContractException e) {
      throw new ConfigException(
          e.problems().stream().map(problem -> sentence(problem, contract)).toList());
    }
  }

  private Optional<byte[]> bytes(Setting setting, Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      problems.add(setting + ": '" + file + "' (expected: " + setting.expected() + ")");
      return Optional.empty();
    }
  }

  private static String sentence(Problem problem, GatewayConfig.Contract contract) {
    return setting(problem.part())
        + ": "
        + file(problem.part(), contract).map(file -> file + ": ").orElse("")
        + problem.text();
  }

  private static Setting setting(Part part) {
    return switch (part) {
      case DESCRIPTOR_SET -> Setting.OPENCUE_DESCRIPTOR_SET;
      case POLICIES -> Setting.OPENCUE_METHOD_POLICY;
      case OPENED -> Setting.FARMGATE_OPEN_METHODS;
    };
  }

  private static Optional<Path> file(Part part, GatewayConfig.Contract contract) {
    return switch (part) {
      case DESCRIPTOR_SET -> contract.descriptorSet();
      case POLICIES -> contract.methodPolicy();
      case OPENED -> Optional.empty();
    };
  }
}
