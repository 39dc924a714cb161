package io.moderato.standalone;

import io.moderato.backup.BackupException;
import io.moderato.chaos.BrokerCommand;
import io.moderato.chaos.ChaosCommand;
import io.moderato.chaos.ChaosException;
import io.moderato.comparison.CompareCommand;
import io.moderato.comparison.ComparisonFailure;
import io.moderato.declaration.AdminCallException;
import io.moderato.declaration.ApplyCommand;
import io.moderato.declaration.BatchSetupCommand;
import io.moderato.declaration.DeclarationException;
import io.moderato.declaration.ExportCommand;
import io.moderato.model.ModelException;
import io.moderato.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code moderato}. */
@Command(
        name = "moderato",
        description = "Self-hosted content moderation.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            ScoreCommand.class,
            CompareCommand.class,
            BenchCommand.class,
            RehearseCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ChaosCommand.class,
            BrokerCommand.class,
            ApplyCommand.class,
            ExportCommand.class,
            BatchSetupCommand.class
        })
public final class Moderato {
    private static final Set<String> PLATFORM_COMMANDS = Set.of("run", "bench", "rehearse");

    private Moderato() {}

    /** Runs what the arguments say; exits with 0, with 1 for a failure that is told in one line, with 2 for a wrong call. */
    public static void main(String[] arguments) {
        if (arguments.length > 0
                && (!PLATFORM_COMMANDS.contains(arguments[0])
                        || Stream.of(BenchCommand.Benchmark.values())
                                .filter(BenchCommand.Benchmark::alone)
                                .anyMatch(each -> List.of(arguments).contains(each.name())))) {
            // these commands print their messages themselves; where Spring runs, it sets up the logs
            LoggingSystem.get(Moderato.class.getClassLoader()).beforeInitialize();
        }
        int exit = run(arguments);
        // the run command returns once the platform is up; its threads keep the process alive
        if (exit != RunCommand.RUNNING) {
            System.exit(exit);
        }
    }

    /** Does what the arguments say and returns the exit code, or {@link RunCommand#RUNNING}. */
    static int run(String... arguments) {
        CommandLine command = new CommandLine(new Moderato()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, line, result) -> {
            if (failure instanceof StartFailure
                    || failure instanceof BackupException
                    || failure instanceof ChaosException
                    || failure instanceof ProblemException
                    || failure instanceof DeclarationException
                    || failure instanceof AdminCallException
                    || failure instanceof ComparisonFailure
                    || failure instanceof ModelException) {
                line.getErr().println("moderato: " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw failure;
        });
        return command.execute(arguments);
    }
}
