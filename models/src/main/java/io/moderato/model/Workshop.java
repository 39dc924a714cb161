package io.moderato.model;

import io.moderato.model.data.version.DataCommand;
import io.moderato.model.functional.FunctionalCommand;
import io.moderato.model.hub.ModelCommand;
import io.moderato.model.runs.RunsCommand;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The model workshop's command line. */
@Command(
        name = "workshop",
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
            RunsCommand.class
        })
public final class Workshop {
    private Workshop() {}

    /** The commands by name, to be part of a larger command line. */
    public static Map<String, CommandLine> commands() {
        return new CommandLine(new Workshop()).getSubcommands();
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command and returns its exit code: 0, 1 if it failed, 2 if it was called wrongly. */
    static int run(String... arguments) {
        CommandLine command = new CommandLine(new Workshop());
        command.setExecutionExceptionHandler((failure, line, result) -> {
            if (failure instanceof ModelException) {
                line.getErr().println(failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return command.execute(arguments);
    }
}
