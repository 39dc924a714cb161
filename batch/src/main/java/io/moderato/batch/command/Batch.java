package io.moderato.batch.command;

import io.moderato.batch.BatchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The commands for archives. */
@Command(
        name = "batch",
        description = "Works on archives, with Spark: in this process, or on a cluster by spark-submit.",
        mixinStandardHelpOptions = true,
        subcommands = {ReModerateCommand.class, BackTestCommand.class, DataSetCommand.class, StatisticsCommand.class})
public final class Batch {
    static {
        // Spark tells the terminal everything that it does
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "classpath:io/moderato/batch/quiet-log4j2.properties");
        }
    }

    private Batch() {}

    /** Runs a command and exits with 0 if it did its work, 1 if it could not, 2 if it was not understood. */
    public static void main(String... arguments) {
        int exit = run(arguments);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    static int run(String... arguments) {
        return new CommandLine(new Batch())
                .setExecutionExceptionHandler(Batch::inWords)
                .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
    }

    private static int inWords(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof BatchException known) {
            System.err.println("moderato: " + known.getMessage());
            return 1;
        }
        throw failure;
    }
}
