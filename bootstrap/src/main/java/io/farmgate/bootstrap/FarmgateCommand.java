package io.farmgate.bootstrap;

import picocli.CommandLine.Command;

/** The command without a subcommand: says which there are. */
@Command(
    name = "farmgate",
    description = "One gateway in front of any render farm.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; serve has stopped as it was told to",
      "1:something unforeseen, see the log",
      "2:the command line is wrong",
      "3:the configuration is wrong",
      "4:the state folder is in use by another process, or cannot be used",
      "5:the address cannot be listened on"
    })
final class FarmgateCommand {}
