package io.moderato.declaration;

import io.moderato.access.store.Scope;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a platform as a file declares it, after showing what would change. */
@Command(
        name = "apply",
        description = {
            "Shows what would change if the platform were as FILE declares, asks, and makes it so.",
            "What FILE leaves out stays as it is. docs/policy-as-code.md has the whole story."
        },
        mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The YAML file")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Show what would change, and change nothing")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask")
    private boolean yes;

    @Option(
            names = "--prune",
            description =
                    "Remove lists, terms, webhooks and keys that are on the server but not in FILE, where FILE has such a part. Communities are never removed")
    private boolean prune;

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description = "A new file for the secrets of new keys and webhooks")
    private @Nullable Path secrets;

    @Mixin
    private Connection connection = new Connection();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Path declared = Objects.requireNonNull(file);
        Declaration declaration = new DeclarationReader().read(declared);
        Server server = connection.server();
        Plan plan = new Planner(server, prune, String.valueOf(declared.getFileName())).plan(declaration);
        plan.print(out);
        if (dryRun || plan.changes().isEmpty()) {
            out.println(plan.changes().isEmpty() ? "Nothing to do." : "Nothing was changed.");
            out.flush();
            return 0;
        }
        requireHeld(server.caller().scopes(), plan);
        boolean somebodyReads = terminal() != null;
        if (!yes && !agrees(terminal())) {
            throw new DeclarationException(
                    somebodyReads
                            ? "Nothing was changed."
                            : "Nobody can be asked here. --yes makes the changes without asking; nothing was changed.");
        }
        boolean newSecrets = plan.changes().stream().anyMatch(Step::makesSecret);
        Step.Secrets taken = newSecrets
                ? SecretsOut.open(secrets, somebodyReads, out)
                : (whose, secret) -> {
                    throw new IllegalStateException("A secret was made that was not planned");
                };
        apply(plan, server, taken, out);
        if (newSecrets && secrets != null) {
            out.println("The new secrets are in " + secrets + ".");
        }
        out.flush();
        return 0;
    }

    private static void requireHeld(Set<Scope> held, Plan plan) {
        Set<Scope> missing = EnumSet.noneOf(Scope.class);
        plan.changes().forEach(step -> missing.addAll(step.needs()));
        missing.removeAll(held);
        if (!missing.isEmpty()) {
            throw new DeclarationException(
                    "This plan needs a key with the scopes %s, which this key does not hold. Nothing was changed."
                            .formatted(missing.stream().map(Scope::key).collect(Collectors.joining(", "))));
        }
    }

    /** The terminal of the person who runs the command; null where programs run it. */
    private static @Nullable Console terminal() {
        Console console = System.console();
        return console != null && console.isTerminal() ? console : null;
    }

    private static boolean agrees(@Nullable Console terminal) {
        String answer = terminal == null ? null : terminal.readLine("%nMake these changes? (yes/no) ");
        return answer != null && answer.strip().equalsIgnoreCase("yes");
    }

    static void apply(Plan plan, Server server, Step.Secrets secrets, PrintWriter out) {
        List<Step> changes = plan.changes();
        int done = 0;
        for (Step step : changes) {
            try {
                Objects.requireNonNull(step.act()).run(server.client(), secrets);
            } catch (AdminCallException failed) {
                throw new AdminCallException(
                        "%s: %s%n%d of %d changes were made before. Run apply again to see what is left."
                                .formatted(step.subject(), failed.getMessage(), done, changes.size()),
                        failed);
            }
            done++;
        }
        out.printf("%d of %d changes were made.%n", done, changes.size());
    }
}
