package io.moderato.comparison;

import io.moderato.comparison.Endpoint.Side;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends texts to the old endpoint and to the new one, or takes recorded answers for the old, and says how far the two agree. */
@Command(
        name = "compare",
        description = {
            "Compares the scores of your old endpoint with ours, and suggests limits of ours that do what the old ones did.",
            "An interrupted comparison goes on with the same command."
        },
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {
    private static final double USUAL_PERSPECTIVE_LIMIT = 0.7;
    private static final double USUAL_OPENAI_LIMIT = 0.5;

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXTS",
            description =
                    "Texts: JSON lines with the field text (.jsonl), CSV with a column text (.csv), or plain lines")
    private @Nullable Path texts;

    @Option(names = "--as", required = true, description = "What both endpoints answer like: ${COMPLETION-CANDIDATES}")
    private VendorForm form = VendorForm.PERSPECTIVE;

    @Option(names = "--new", required = true, description = "Address of Moderato, such as http://localhost:8080")
    private @Nullable URI ours;

    @Option(
            names = "--new-key",
            description = "Its API key; better in MODERATO_NEW_KEY, where no list of processes shows it")
    private @Nullable String ourKey = System.getenv("MODERATO_NEW_KEY");

    @Option(
            names = "--old",
            description =
                    "Address of the old endpoint, such as https://commentanalyzer.googleapis.com or https://api.openai.com")
    private @Nullable URI old;

    @Option(names = "--old-key", description = "Its API key; better in MODERATO_OLD_KEY")
    private @Nullable String oldKey = System.getenv("MODERATO_OLD_KEY");

    @Option(
            names = "--recorded",
            description =
                    "Instead of --old: JSON lines {\"text\":…,\"response\":{…}} with answers that you kept; without TEXTS, its texts are used")
    private @Nullable Path recorded;

    @Option(names = "--attributes", split = ",", description = "Perspective's attributes to ask for")
    private List<String> attributes = VendorForm.USUAL_ATTRIBUTES;

    @Option(
            names = "--language",
            description = "The language that Perspective is told, such as en; found in the text if absent")
    private @Nullable String language;

    @Option(
            names = "--limit",
            split = ",",
            description =
                    "From which old score you acted: 0.8 for all, or TOXICITY=0.8,THREAT=0.6 (default: 0.7, as OPENAI 0.5)")
    private List<String> limits = List.of();

    @Option(names = "--old-calls-per-minute", defaultValue = "60", description = "At most (default: ${DEFAULT-VALUE})")
    private int oldCallsPerMinute;

    @Option(names = "--new-calls-per-minute", defaultValue = "600", description = "At most (default: ${DEFAULT-VALUE})")
    private int newCallsPerMinute;

    @Option(
            names = "--parallel",
            defaultValue = "4",
            description = "Calls at a time, 1 to 32 (default: ${DEFAULT-VALUE})")
    private int parallel;

    @Option(
            names = "--output",
            defaultValue = "comparison.html",
            description = "The page to write; answers are kept beside it (default: ${DEFAULT-VALUE})")
    private Path output = Path.of("comparison.html");

    @Override
    public Integer call() throws InterruptedException {
        check();
        Limits wanted = Limits.parse(limits, form == VendorForm.OPENAI ? USUAL_OPENAI_LIMIT : USUAL_PERSPECTIVE_LIMIT);
        Endpoint now = endpoint(Side.NEW, ours, ourKey, newCallsPerMinute);
        Endpoint before = recorded == null ? endpoint(Side.OLD, old, oldKey, oldCallsPerMinute) : null;
        RecordedAnswers record = recorded == null ? RecordedAnswers.NONE : RecordedAnswers.read(recorded, form);
        List<String> all = texts == null ? record.texts() : TextFile.read(texts);
        if (all.isEmpty()) {
            throw new ComparisonFailure(
                    "Say which texts to compare: a file, or --recorded with answers that you kept.");
        }
        ScorePairs pairs = new ScorePairs();
        Path kept = output.resolveSibling(output.getFileName() + ".answers.jsonl");
        try (AnswerLog log = AnswerLog.open(kept)) {
            Asking asking = new Asking(log, parallel, System.err::print);
            if (before != null) {
                asking.ask(before, all);
            }
            asking.ask(now, all);
            for (String text : all) {
                pairs.add(
                        before == null ? record.scores(text) : log.scores(before.asked(), text),
                        log.scores(now.asked(), text));
            }
        }
        if (pairs.attributes().isEmpty()) {
            throw new ComparisonFailure(
                    "No text has a score of both endpoints. Is the language of the texts one that our model reads?");
        }
        write(all.size(), pairs, wanted);
        return 0;
    }

    private void check() {
        if ((old == null) == (recorded == null)) {
            throw new ComparisonFailure(
                    "Name the old endpoint (--old) or a file of its answers (--recorded), one of them.");
        }
        if (oldCallsPerMinute < 1 || newCallsPerMinute < 1) {
            throw new ComparisonFailure("At least one call a minute is needed.");
        }
        if (parallel < 1 || parallel > 32) {
            throw new ComparisonFailure("--parallel is between 1 and 32.");
        }
    }

    private Endpoint endpoint(Side side, @Nullable URI server, @Nullable String key, int callsPerMinute) {
        if (server == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new ComparisonFailure("--%s is an address such as http://localhost:8080."
                    .formatted(side.name().toLowerCase(Locale.ROOT)));
        }
        if (key == null || key.isBlank()) {
            throw new ComparisonFailure("The key for %s is missing: set MODERATO_%s_KEY.".formatted(server, side));
        }
        return new Endpoint(side, form, server, key, attributes, language, callsPerMinute);
    }

    private void write(int number, ScorePairs pairs, Limits wanted) {
        Map<String, Agreement> agreements = new LinkedHashMap<>();
        for (String attribute : pairs.attributes()) {
            Agreement agreement = Agreement.of(pairs.before(attribute), pairs.ours(attribute), wanted.of(attribute));
            agreements.put(attribute, agreement);
            System.out.println(line(attribute, agreement));
        }
        try {
            Files.writeString(output, ComparisonPage.of(form, number, pairs, agreements, Instant.now()));
        } catch (IOException failed) {
            throw new ComparisonFailure("%s cannot be written: %s".formatted(output, failed.getMessage()), failed);
        }
        System.out.println("Written to " + output);
    }

    private static String line(String attribute, Agreement of) {
        Agreement.Limit share = of.sameShare();
        String suggested = share == null
                ? "too few texts on one side of the limit to suggest another"
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f–%.2f) flags as many, and agrees about %s",
                        share.at(),
                        share.low(),
                        share.high(),
                        share.agreed().percent(1));
        return String.format(
                Locale.ROOT,
                "%-18s %,6d texts, same order %.2f, at %.2f %s were flagged; ours: %s",
                attribute,
                of.texts(),
                of.rankings(),
                of.oldLimit(),
                of.flagged().percent(1),
                suggested);
    }
}
