package io.moderato.model.card;

import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.pretrain.BaseReadme;
import io.moderato.model.train.ModelRecipe;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How what a model began from had been made, as its card tells it: its base encoder, the models that it is the mean of, its teachers.
 * Their cards tell of their own origins in the same words; here those become "TEACHER1 of MODEL2", and nothing is told twice.
 */
record Origins(ModelRecipe recipe) {
    private static final String BASE = "\nThe base encoder, BASE:\n\n";
    private static final String SAME_BASE = "The base encoder, BASE, was that of ";
    private static final String OWN = "this model";

    private static final String ONE = "(?:MODEL\\d+|TEACHER\\d+|BASE)";
    private static final String NAME = ONE + "(?: of " + ONE + ")*";

    /** The line that begins what is told of a model: its name, its version. */
    private static final Pattern HEADER = Pattern.compile("\\n(" + NAME + "), (\\S+), had been made with\\n");

    /** What is told of a model that was told of before under another name. */
    private static final Pattern ALIAS = Pattern.compile("\\n(" + NAME + ") was (" + NAME + "), (\\S+)\\.\\n");

    private static final Pattern BEFORE_MODEL = Pattern.compile("(?=" + HEADER + "|" + ALIAS + ")");

    private static final Pattern BASE_OF = Pattern.compile(SAME_BASE + "(" + NAME + "|" + OWN + ")\\.");

    /** A paragraph for each, with its own commands; a model or an encoder that several began from is told of once. */
    String markdown() {
        return onceEach(base() + models("MODEL", recipe.meanOf()) + models("TEACHER", recipe.teachers()));
    }

    private String base() {
        if (recipe.base() == null) {
            return "";
        }
        String made = BaseReadme.madeWith(recipe.base());
        return BaseEncoder.isClassifier(recipe.base())
                ? "\nThe model that learned on, BASE of that command, had been made with\n\n" + within("BASE", made)
                : BASE + made;
    }

    private static String models(String name, List<Path> models) {
        return IntStream.range(0, models.size())
                .mapToObj(i -> "\n%s%d, %s, had been made with\n\n%s"
                        .formatted(
                                name,
                                i + 1,
                                ModelFolder.open(models.get(i)).version(),
                                within(name + (i + 1), BaseReadme.madeWith(models.get(i)))))
                .collect(Collectors.joining());
    }

    /** What a card tells, as part of what another tells of the model of that name. */
    static String within(String name, String told) {
        String named = HEADER.matcher(told).replaceAll("\n$1 of " + name + ", $2, had been made with\n");
        named = ALIAS.matcher(named).replaceAll("\n$1 of " + name + " was $2 of " + name + ", $3.\n");
        return BASE_OF.matcher(named)
                .replaceAll(
                        base -> SAME_BASE + (base.group(1).equals(OWN) ? name : base.group(1) + " of " + name) + ".");
    }

    static String onceEach(String text) {
        Map<String, String> bases = new HashMap<>();
        Map<String, String> models = new HashMap<>();
        Set<String> namedBefore = new HashSet<>();
        Set<String> leftOut = new HashSet<>();
        StringBuilder told = new StringBuilder();
        for (String part : BEFORE_MODEL.split(text)) {
            Matcher header = HEADER.matcher(part);
            Matcher alias = ALIAS.matcher(part);
            boolean named = header.lookingAt();
            if (!named && !alias.lookingAt()) {
                told.append(withBaseOnce(part, OWN, bases));
                continue;
            }
            String name = named ? header.group(1) : alias.group(1);
            String version = named ? header.group(2) : alias.group(3);
            if (!namedBefore.add(name + " " + version)
                    || leftOut.stream().anyMatch(other -> name.endsWith(" of " + other))) {
                continue;
            }
            String before = named ? models.putIfAbsent(version, name) : models.getOrDefault(version, alias.group(2));
            if (before == null) {
                told.append(withBaseOnce(part, name, bases));
            } else {
                leftOut.add(name);
                told.append("\n%s was %s, %s.\n".formatted(name, before, version));
            }
        }
        return told.toString();
    }

    private static String withBaseOnce(String part, String name, Map<String, String> bases) {
        int at = part.indexOf(BASE);
        if (at < 0) {
            return part;
        }
        String before = bases.putIfAbsent(part.substring(at).strip(), name);
        return before == null ? part : part.substring(0, at) + "\n" + SAME_BASE + before + ".\n";
    }
}
