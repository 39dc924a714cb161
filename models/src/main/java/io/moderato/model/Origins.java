package io.moderato.model;

import io.moderato.model.pretrain.BaseReadme;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How what a model began from had been made, as its card tells it: its base encoder, the models that it is the mean of, its teachers. */
record Origins(ModelRecipe recipe) {
    private static final String BASE = "\nThe base encoder, BASE:\n\n";

    /** A model by its name in the command, or what is said of its base encoder, up to the next model. */
    private static final Pattern PARTS = Pattern.compile(
            "\\n((?:MODEL|TEACHER)\\d+), |" + BASE + "(.*?)(?=\\n(?:MODEL|TEACHER)\\d+, |\\z)", Pattern.DOTALL);

    /** A paragraph for each, with its own commands; an encoder that several began from is told of once. */
    String markdown() {
        return onceEach(base() + models("MODEL", recipe.meanOf()) + models("TEACHER", recipe.teachers()));
    }

    private String base() {
        if (recipe.base() == null) {
            return "";
        }
        return (BaseEncoder.isClassifier(recipe.base())
                        ? "\nThe model that learned on, BASE of that command, had been made with\n\n"
                        : BASE)
                + BaseReadme.madeWith(recipe.base());
    }

    private static String models(String name, List<Path> models) {
        return IntStream.range(0, models.size())
                .mapToObj(i -> "\n%s%d, %s, had been made with\n\n%s"
                        .formatted(
                                name,
                                i + 1,
                                ModelFolder.open(models.get(i)).version(),
                                BaseReadme.madeWith(models.get(i))))
                .collect(Collectors.joining());
    }

    static String onceEach(String text) {
        Map<String, String> told = new HashMap<>();
        String[] owner = {"this model"};
        return PARTS.matcher(text).replaceAll(part -> {
            if (part.group(1) != null) {
                owner[0] = part.group(1);
                return quoted(part);
            }
            String before = told.putIfAbsent(part.group(2).strip(), owner[0]);
            return before == null ? quoted(part) : "\nThe base encoder, BASE, was that of " + before + ".\n";
        });
    }

    private static String quoted(MatchResult part) {
        return Matcher.quoteReplacement(part.group());
    }
}
