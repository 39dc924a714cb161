package io.moderato.model.command;

import io.moderato.model.ModelException;
import io.moderato.model.data.version.DataCommand;
import io.moderato.model.functional.FunctionalCommand;
import io.moderato.model.hub.ModelCommand;
import io.moderato.model.runs.RunsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The model workshop's command line. */
@Command(
        name = "moderato",
        description = "Makes and measures moderation models.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DataCommand.class,
            FunctionalCommand.class,
            PretrainCommand.class,
            TrainCommand.class,
            RivalsCommand.class,
            EvaluateCommand.class,
            LeaveOneOutCommand.class,
            ModelCommand.class,
            RunsCommand.class,
            ModelBenchCommand.class,
            PlainProgramCommand.class
        })
public final class Workshop {
    private Workshop() {}

    /** Runs the command that the arguments name. Exits with 0; with 1 for a failure, which is told in one line; with 2 for a wrong call. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code. */
    public static int run(String... arguments) {
        return line().execute(arguments);
    }

    /** The command line. It tells a failure in one line of words. */
    public static CommandLine line() {
        CommandLine command = new CommandLine(new Workshop());
        command.setExecutionExceptionHandler((failure, line, result) -> {
            if (failure instanceof ModelException) {
                line.getErr().println("moderato: " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
        return command;
    }
}
