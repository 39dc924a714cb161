package io.moderato.rules.engine;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.moderato.community.CommunityId;
import io.moderato.rules.Blocklist;
import io.moderato.rules.RuleSet;
import io.moderato.rules.engine.PatternSearch.UnfinishedPattern;
import io.moderato.text.NormalizedText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rules of a community as of one version, ready for matching. Immutable. */
public final class CompiledRules {
    private static final Logger LOG = LoggerFactory.getLogger(CompiledRules.class);

    private final long version;
    private final KeywordIndex keywords;
    private final List<ListedPattern> patterns;

    private CompiledRules(long version, KeywordIndex keywords, List<ListedPattern> patterns) {
        this.version = version;
        this.keywords = keywords;
        this.patterns = List.copyOf(patterns);
    }

    /** No rules at all. */
    public static CompiledRules none() {
        return new CompiledRules(0, KeywordIndex.of(List.of()), List.of());
    }

    /** Compiles a rule set; takes seconds for a million terms. A pattern that cannot be compiled is left out with a warning. */
    public static CompiledRules of(RuleSet rules) {
        List<RuleSet.ListedTerms> keywordLists = new ArrayList<>();
        List<ListedPattern> patterns = new ArrayList<>();
        for (RuleSet.ListedTerms listed : rules.lists()) {
            switch (listed.list().kind()) {
                case KEYWORD -> keywordLists.add(listed);
                case PATTERN ->
                    listed.terms().forEach(term -> compile(rules.community(), listed.list(), term, patterns));
            }
        }
        return new CompiledRules(rules.version(), KeywordIndex.of(keywordLists), patterns);
    }

    /** The version of the community's rules that these were compiled from. */
    public long version() {
        return version;
    }

    /** Whether there are patterns to look for. Patterns can tell apart two texts that are the same after normalisation. */
    public boolean hasPatterns() {
        return !patterns.isEmpty();
    }

    /**
     * Whether the way in which a text is written can make a difference for keywords, beyond its light form: "A55" is a code, and "a55" a word in
     * disguise.
     */
    public boolean keywordsDependOnSpelling(String text) {
        return !keywords.isEmpty() && LeetReading.mattersIn(text);
    }

    /** The places where keywords stand in the text as whole words, disguised or not. */
    public RuleHits keywordHits(String text) {
        return keywords.search(text);
    }

    /** The places where patterns match in the text itself or in its light form, found in time linear in the text's length. */
    public PatternSearch patternHits(String text) {
        if (patterns.isEmpty()) {
            return PatternSearch.nothing();
        }
        RuleHits hits = new RuleHits();
        Set<UnfinishedPattern> unfinished = new LinkedHashSet<>();
        NormalizedText light = NormalizedText.of(text);
        PatternText posted = new PatternText(text);
        PatternText lightly = light.text().equals(text) ? null : new PatternText(light.text());
        for (ListedPattern listed : patterns) {
            String rule = listed.pattern().pattern();
            boolean finished = listed.search(posted, (start, end) -> hits.add(listed.list(), rule, start, end));
            if (lightly != null) {
                finished &= listed.search(
                        lightly,
                        (start, end) ->
                                hits.add(listed.list(), rule, light.originalStart(start), light.originalEnd(end - 1)));
            }
            if (!finished) {
                unfinished.add(new UnfinishedPattern(listed.list(), rule));
            }
        }
        return new PatternSearch(hits, unfinished);
    }

    /** A measure of the memory that these rules take: the number of states of the automaton, and of patterns. */
    public int weight() {
        return keywords.states() + patterns.size();
    }

    private static void compile(CommunityId community, Blocklist list, String term, List<ListedPattern> patterns) {
        try {
            patterns.add(new ListedPattern(
                    list, Pattern.compile(term), UnicodePattern.of(term).orElse(null)));
        } catch (PatternSyntaxException wrong) {
            LOG.warn(
                    "A pattern of the list '{}' of {} cannot be compiled and is not applied: {}",
                    list.name(),
                    community,
                    wrong.getDescription());
        }
    }
}
