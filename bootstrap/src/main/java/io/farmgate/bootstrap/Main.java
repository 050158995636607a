package io.farmgate.bootstrap;

import io.farmgate.bootstrap.cli.CliException;
import io.farmgate.bootstrap.config.ConfigException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Where the process starts. */
public final class Main {
  private Main() {}

  /** Runs the command line and ends the process with an {@link ExitCode}. */
  public static void main(String[] arguments) {
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  /** Runs the command line and returns the exit code. */
  static int run(Surroundings surroundings, String... arguments) {
    CommandLine line = new CommandLine(new FarmgateCommand());
    LocalGateway.commands(surroundings).forEach(line::addSubcommand);
    return line.addSubcommand(new ServeCommand(surroundings))
        .addSubcommand(new TokenCommand(surroundings))
        .addSubcommand(new ConfigCommand(surroundings))
        .addSubcommand(new WarmUpCommand(surroundings))
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setExecutionExceptionHandler(Main::refuse)
        .execute(arguments);
  }

  private static int refuse(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case ConfigException e -> {
        err.println("Farmgate's configuration is wrong:");
        e.problems().forEach(problem -> err.println("  " + problem));
        yield ExitCode.CONFIGURATION;
      }
      case CliException e -> {
        err.println("Farmgate: " + e.getMessage());
        yield e.exitCode();
      }
      case RefusedException e -> {
        err.println("Farmgate: " + e.getMessage());
        yield e.exitCode();
      }
      default -> {
        LoggerFactory.getLogger(Main.class).error("unforeseen", failure);
        err.println("Farmgate failed unforeseen; the log above says where. Please report it.");
        yield ExitCode.FAILED;
      }
    };
  }
}
