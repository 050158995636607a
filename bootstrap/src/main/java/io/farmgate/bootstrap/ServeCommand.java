package io.farmgate.bootstrap;

import io.farmgate.adapter.auth.HmacTokens;
import io.farmgate.adapter.embedded.FarmStartException;
import io.farmgate.adapter.http.edge.EdgeException;
import io.farmgate.adapter.webhooks.WebhooksException;
import io.farmgate.bootstrap.config.Configuration;
import io.farmgate.bootstrap.config.GatewayConfig;
import io.farmgate.bootstrap.config.Setting;
import io.farmgate.bootstrap.wiring.Gateway;
import io.farmgate.domain.port.TokenIssuer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the gateway until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the gateway until SIGTERM or Ctrl-C, then lets calls in flight finish.",
      "The environment variables that 'farmgate config' lists set the rest."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(ServeCommand.class);

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on, 0 for any free one; goes before REST_PORT.")
  private @Nullable String port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "The address to listen on; goes before FARMGATE_BIND.")
  private @Nullable String bind;

  @Option(
      names = "--no-token",
      description =
          "Leaves out the line with a token that is printed at the start: for services whose output"
              + " is kept.")
  private boolean noToken;

  @Mixin private ConfigFlags flags = new ConfigFlags();

  private final Surroundings surroundings;

  ServeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration =
        flags.read(
            surroundings,
            Map.of(
                Setting.REST_PORT,
                Optional.ofNullable(port),
                Setting.FARMGATE_BIND,
                Optional.ofNullable(bind)));
    GatewayConfig config = configuration.gateway();
    LogSetup.apply(config.logLevel(), config.logFormat());
    configuration.warnings().forEach(log::warn);

    HmacTokens tokens = Secrets.tokens(config.tokens().secret(), surroundings.clock());
    Gateway gateway = start(config, tokens);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(gateway), "farmgate-stop"));
    greet(config, gateway, tokens);
    // Signals end the process through the hook; nothing else does.
    Thread.currentThread().join();
    return ExitCode.OK;
  }

  private Gateway start(GatewayConfig config, HmacTokens tokens) {
    try {
      return Gateway.start(config, tokens, surroundings.clock());
    } catch (FarmStartException | WebhooksException e) {
      throw new RefusedException(ExitCode.STATE_FOLDER, e);
    } catch (EdgeException e) {
      throw new RefusedException(ExitCode.ADDRESS, e);
    }
  }

  private void greet(GatewayConfig config, Gateway gateway, TokenIssuer tokens) {
    Greeting greeting =
        new Greeting(
            config,
            gateway.address(),
            gateway.managementAddress(),
            gateway.grpcAddress(),
            gateway.farm());
    surroundings.out().print(greeting.text(noToken ? Optional.empty() : Optional.of(tokens)));
    surroundings.out().flush();
    log.info("stands in front of the {}, at {}", gateway.farm(), greeting.url());
    greeting.grpcTarget().ifPresent(target -> log.info("serves gRPC at {}", target));
  }

  /** Runs as the process's shutdown hook, and ends it with success: it did what it was told. */
  private void stop(Gateway gateway) {
    int exitCode = ExitCode.FAILED;
    try {
      surroundings.out().println("Stopping: calls in flight may finish...");
      gateway.close();
      if (gateway.unfinished() > 0) {
        surroundings
            .out()
            .println(
                "Cut off: "
                    + gateway.unfinished()
                    + " calls that had not finished within SHUTDOWN_TIMEOUT.");
      }
      surroundings.out().println("Farmgate has stopped.");
      exitCode = ExitCode.OK;
    } catch (RuntimeException e) {
      log.error("could not stop in order", e);
    } finally {
      surroundings.out().flush();
      LogSetup.flush();
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
