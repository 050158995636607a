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
      "5:the address cannot be listened on",
      "6:no gateway answers at that address",
      "7:there is no token, or the gateway does not let it do that",
      "8:there is no such job, frame or host",
      "9:the gateway refuses the request: something in it is wrong, or it cannot be now",
      "10:the farm cannot do that",
      "11:the gateway or its farm fails, or has no room just now",
      "12:a job that was watched has not succeeded, or not all that was asked for was done"
    })
final class FarmgateCommand {}
