package io.moderato.chaos;

import io.moderato.chaos.Trial.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings faults about, one after the other, while comments are posted, and says what was lost and how long it took. */
@Command(
        name = "chaos",
        description = {
            "Starts services on their own, with PostgreSQL and Kafka, posts comments all the time, and lets things fail. For each fault it says what was accepted,"
                    + " lost and decided twice, and how long it took until all went on.",
            "Exits with 1 if anything was lost or decided twice."
        },
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FAULT",
            converter = Named.class,
            completionCandidates = Names.class,
            description = "Which ones (default: all): ${COMPLETION-CANDIDATES}")
    private List<Fault> faults = List.of();

    @Option(names = "--rate", description = "Comments a second (default: ${DEFAULT-VALUE})", defaultValue = "50")
    private int rate;

    @Option(names = "--root", hidden = true, required = true, description = "Where the services were built")
    private Path root = Path.of("");

    @Option(names = "--keep", description = "Keep the folder with the logs")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        Set<Fault> wanted = faults.isEmpty() ? EnumSet.allOf(Fault.class) : EnumSet.copyOf(faults);
        Path folder = Files.createTempDirectory("moderato-chaos");
        boolean good = true;
        try {
            System.out.println("Starting two APIs, two inference services, a console, PostgreSQL and Kafka …");
            try (Rig rig = Rig.start(root, folder)) {
                for (Fault fault : wanted) {
                    System.out.printf("%n%s: %s%n", name(fault), fault.words());
                    if (!fault.isPossible(rig)) {
                        System.out.println(
                                "    left out: it needs root on Linux, who may make network namespaces and mount a file system");
                        continue;
                    }
                    Outcome outcome = new Trial(rig, rate).run(fault);
                    report(outcome);
                    good &= outcome.isGood();
                }
            }
        } finally {
            if (keep) {
                System.out.println("\nLogs are in " + folder);
            } else {
                delete(folder);
            }
        }
        System.out.println(
                good ? "\nNothing was lost, nothing was decided twice." : "\nSomething was lost or decided twice.");
        return good ? 0 : 1;
    }

    private static void report(Outcome outcome) {
        String troubles = outcome.troubles().isEmpty()
                ? "nothing else"
                : outcome.troubles().entrySet().stream()
                        .map(each -> each.getValue() + " × " + each.getKey())
                        .collect(Collectors.joining(", "));
        System.out.printf(
                "    accepted %,d, lost %d, decided twice %d%n    callers saw %s; nothing accepted for %s at most%n    accepted again after %s, all decided after %s, the slowest in %s; p99 %.0f ms before, %.0f ms during (%.2f)%n",
                outcome.accepted(),
                outcome.lost(),
                outcome.twice(),
                troubles,
                seconds(outcome.silence()),
                seconds(outcome.acceptedIn()),
                seconds(outcome.decidedIn()),
                seconds(outcome.slowest()),
                outcome.p99Before(),
                outcome.p99During(),
                outcome.p99During() / outcome.p99Before());
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Fault.values()).map(ChaosCommand::name).iterator();
        }
    }

    private static final class Named implements CommandLine.ITypeConverter<Fault> {
        @Override
        public Fault convert(String name) {
            return Arrays.stream(Fault.values())
                    .filter(each -> name(each).equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException("There is no fault " + name + "."));
        }
    }

    private static void delete(Path folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }
}
