package io.moderato.model.functional;

import io.moderato.model.augment.Obfuscation;
import io.moderato.model.data.DataFolder.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes the sentences of one function, template after template. It takes the group that the template has been used for least. */
final class SentenceWriter {
    /** The number of repeated sentences in a row after which a template counts as used up. */
    private static final int TRIES = 30;

    private static final double HELD_OUT_OF_TRAINING = 0.06;
    private static final Obfuscation[] OBFUSCATIONS = Obfuscation.values();

    /** A text, with the identity group in it, if there is one. */
    record Written(String text, Optional<IdentityGroup> group) {}

    private record Source(Template template, List<IdentityGroup> groups) {}

    private final SentenceFunction function;
    private final Lexicon lexicon;
    private final Style style;
    private final Set<String> seen;
    private final RandomGenerator random;
    private final List<Source> sources = new ArrayList<>();
    private final Map<String, Integer> written = new HashMap<>();
    private int next;

    /**
     * @param seen the texts that were written before, in lower case; the new texts are added
     */
    SentenceWriter(
            SentenceFunction function,
            Split split,
            Lexicon lexicon,
            Style style,
            Set<String> seen,
            RandomGenerator random) {
        this.function = function;
        this.lexicon = lexicon;
        this.style = style;
        this.seen = seen;
        this.random = random;
        for (Template template : function.templates()) {
            if (template.split() == split) {
                List<IdentityGroup> groups = new ArrayList<>(template.groups());
                if (split == Split.TRAIN) {
                    groups.removeIf(group -> isHeldOut(function.family(), group));
                }
                if (groups.isEmpty() == template.groups().isEmpty()) {
                    sources.add(new Source(template, groups));
                }
            }
        }
        Collections.shuffle(sources, Random.from(random));
    }

    /** Whether that group is held out of training for a family of functions, so that validation measures an unseen group. */
    static boolean isHeldOut(String family, IdentityGroup group) {
        return Template.share(family + " of " + group.key()) < HELD_OUT_OF_TRAINING;
    }

    /** The next sentence; empty once all templates are used up. */
    Optional<Written> next() {
        while (!sources.isEmpty()) {
            next = next % sources.size();
            Source source = sources.get(next);
            for (int i = 0; i < TRIES; i++) {
                // a group without any new sentence must not end the template for other groups
                IdentityGroup group = i < TRIES / 3 ? leastWritten(source.groups()) : any(source.groups());
                String text = text(source.template(), group);
                if (seen.add(text.toLowerCase(Locale.ROOT))) {
                    next++;
                    if (group != null) {
                        written.merge(group.key(), 1, Integer::sum);
                    }
                    return Optional.of(new Written(text, Optional.ofNullable(group)));
                }
            }
            sources.remove(next);
        }
        return Optional.empty();
    }

    private String text(Template template, @Nullable IdentityGroup group) {
        String sentence = Sentence.write(template, group, lexicon, random);
        String obfuscated = function.obfuscated()
                ? OBFUSCATIONS[random.nextInt(OBFUSCATIONS.length)].apply(sentence, random)
                : sentence;
        return style.apply(obfuscated, function.register(), random);
    }

    private @Nullable IdentityGroup any(List<IdentityGroup> groups) {
        return groups.isEmpty() ? null : groups.get(random.nextInt(groups.size()));
    }

    private @Nullable IdentityGroup leastWritten(List<IdentityGroup> groups) {
        IdentityGroup least = null;
        int fewest = Integer.MAX_VALUE;
        int equals = 0;
        for (IdentityGroup group : groups) {
            int count = written.getOrDefault(group.key(), 0);
            equals = count < fewest ? 1 : count == fewest ? equals + 1 : equals;
            if (count < fewest || (count == fewest && random.nextInt(equals) == 0)) {
                least = group;
                fewest = count;
            }
        }
        return least;
    }
}
