package io.moderato.standalone;

import io.moderato.community.CommunityId;
import io.moderato.decision.Category;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleAction;
import io.moderato.rules.RuleKind;
import io.moderato.rules.RuleSet;
import io.moderato.rules.engine.CompiledRules;
import io.moderato.text.Skeletons;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToIntFunction;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures the cost of the keyword and the pattern layer for texts of 8 to 64 KB, compared with the smallest text: twice the text may take
 * twice the time, not four times. Measures processor time, so that the figures are the same on a busy machine.
 */
final class RulesBench {
    private static final CommunityId COMMUNITY = new CommunityId("bench");
    private static final int[] SIZES = {8 << 10, 16 << 10, 32 << 10, 64 << 10};
    private static final Duration WARMUP = Duration.ofMillis(500);
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int LEAST_RUNS = 3;
    private static final String READS_ON = "(?i)free(.*money)?";
    private static final List<String> USUAL_PATTERNS = List.of(
            "(?i)\\b[a-z0-9._%+-]+@[a-z0-9-]+(\\.[a-z0-9-]+)+\\b",
            "\\b\\d{3}[- ]\\d{3,4}[- ]\\d{4}\\b", "\\b[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){3,7}\\b");

    private final int terms;

    /** A benchmark with a keyword list of that many terms. */
    RulesBench(int terms) {
        this.terms = terms;
    }

    int run() throws IOException {
        String usual = usualText();
        String hits = "free ";
        System.out.printf("Compiling %,d keywords%n", terms);
        CompiledRules keywords = compiled(RuleKind.KEYWORD, keywords());
        CompiledRules patterns = compiled(RuleKind.PATTERN, USUAL_PATTERNS);
        CompiledRules readsOn = compiled(RuleKind.PATTERN, List.of(READS_ON));
        System.out.printf("%n%-48s", "ms a text (times the figure for 8 KB)");
        for (int size : SIZES) {
            System.out.printf(" %16s", (size >> 10) + " KB");
        }
        System.out.println();
        row("normaliser, usual text", usual, text -> Skeletons.of(text).all().size());
        row(
                "keywords, usual text",
                usual,
                text -> keywords.keywordHits(text).places().size());
        row(
                "keywords, a hit at every word",
                hits,
                text -> keywords.keywordHits(text).places().size());
        row(
                "3 patterns, usual text",
                usual,
                text -> patterns.patternHits(text).hits().places().size());
        row(
                READS_ON + ", usual text",
                usual,
                text -> readsOn.patternHits(text).hits().places().size());
        row(
                READS_ON + ", a match at every word",
                hits,
                text -> readsOn.patternHits(text).hits().places().size());
        System.out.printf("%nIn proportion to the text: 1, 2, 4 and 8 times; less where a bound was reached.%n");
        return 0;
    }

    private static void row(String what, String piece, ToIntFunction<String> work) {
        System.out.printf("%-48s", what);
        double smallest = 0;
        for (int size : SIZES) {
            double millis = millis(piece.repeat(size / piece.length() + 1).substring(0, size), work);
            smallest = size == SIZES[0] ? millis : smallest;
            System.out.printf(" %9.2f (%4.1f)", millis, millis / smallest);
        }
        System.out.println();
    }

    /** The median of as many runs as the time allows. */
    private static double millis(String text, ToIntFunction<String> work) {
        runs(text, work, WARMUP);
        return Median.of(
                runs(text, work, TIME).stream().map(nanos -> nanos / 1e6).toList());
    }

    private static List<Long> runs(String text, ToIntFunction<String> work, Duration time) {
        ThreadMXBean processor = ManagementFactory.getThreadMXBean();
        List<Long> nanos = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (nanos.size() < LEAST_RUNS || System.nanoTime() < end) {
            long start = processor.getCurrentThreadCpuTime();
            if (work.applyAsInt(text) < 0) {
                throw new IllegalStateException("Fewer than no hits");
            }
            nanos.add(processor.getCurrentThreadCpuTime() - start);
        }
        return nanos;
    }

    private List<String> keywords() {
        Random random = new Random(5);
        List<String> words = new ArrayList<>(terms + 1);
        words.add("free");
        for (int i = 0; i < terms; i++) {
            words.add(random.ints(5 + random.nextInt(8), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        return words;
    }

    private static CompiledRules compiled(RuleKind kind, List<String> terms) {
        Blocklist list = new Blocklist(
                UUID.randomUUID(), COMMUNITY, "bench", kind, Category.SPAM, RuleAction.REJECT, true, terms.size(), 0);
        return CompiledRules.of(new RuleSet(COMMUNITY, 1, List.of(new RuleSet.ListedTerms(list, terms))));
    }

    /** A text of usual comments, as long as the smallest text; the larger texts repeat it. */
    private static String usualText() throws IOException {
        StringBuilder text = new StringBuilder();
        for (ObjectNode comment : DemoContent.read()) {
            text.append(comment.path("text").asString()).append(' ');
        }
        return text.substring(0, SIZES[0]);
    }
}
