package io.moderato.model.hub;

import io.moderato.decision.Category;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModelException;
import io.moderato.model.OutputHead.Activation;
import io.moderato.model.exchange.LabelChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which categories a model's labels speak for: from a file, from somebody at the terminal, or, if --yes was given, from the
 * labels' names.
 *
 * @param file the file given with --labels
 * @param yes whether suggestions are accepted without a question
 */
record LabelSelection(@Nullable Path file, @Nullable Activation activation, boolean yes, Terminal terminal) {
    private static final int MOST_TRIES = 10;
    private static final String HARMLESS = "-";

    /**
     * The choice.
     *
     * @param template the place for a file to complete, if nobody can be asked
     * @throws ModelException if the file does not fit, or nobody can be asked
     */
    LabelChoice of(EncoderConfig config, Path template) {
        if (file != null) {
            return LabelChoice.read(file, config);
        }
        LabelChoice suggested = LabelChoice.suggested(config);
        boolean complete = suggested.isComplete(config);
        if (complete && yes) {
            terminal.say(table(config, suggested));
            return suggested;
        }
        if (!terminal.isInteractive()) {
            suggested.writeTemplate(template, config);
            throw new ModelException("""
                    What do the labels of this model mean?
                    %s
                    %s was written with these suggestions. Check the file (a category, a list of categories, or null for harmless), then call again \
                    with --labels %s%s. Categories: %s.""".formatted(
                            table(config, suggested),
                            template,
                            template,
                            complete ? ", or with --yes to accept the suggestions" : "",
                            categories()));
        }
        terminal.say(table(config, suggested));
        if (complete && isYes(terminal.ask("Are these right? [Y/n] "))) {
            return suggested;
        }
        return asked(config, suggested);
    }

    private static boolean isYes(String answer) {
        return answer.isEmpty() || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private LabelChoice asked(EncoderConfig config, LabelChoice suggested) {
        terminal.say(
                "Categories: %s. Several are separated by commas; %s is harmless.".formatted(categories(), HARMLESS));
        Map<String, List<Category>> chosen = new LinkedHashMap<>();
        for (String label : config.labelsInOrder()) {
            List<Category> own = suggested.categories().get(label);
            chosen.put(label, asked(label, own));
        }
        LabelChoice choice = new LabelChoice(chosen);
        if (!choice.isComplete(config)) {
            throw new ModelException("None of the labels means any category, so the model would score nothing.");
        }
        return choice;
    }

    private List<Category> asked(String label, @Nullable List<Category> own) {
        String question = own == null ? label + ": " : "%s [%s]: ".formatted(label, shown(own));
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            String answer = terminal.ask(question);
            if (answer.isEmpty() && own != null) {
                return own;
            }
            if (answer.equals(HARMLESS)) {
                return List.of();
            }
            try {
                List<Category> categories = new ArrayList<>();
                for (String key : answer.split(",")) {
                    categories.add(Category.ofKey(key.strip()));
                }
                return categories.stream().distinct().toList();
            } catch (IllegalArgumentException e) {
                terminal.say(String.valueOf(e.getMessage()));
            }
        }
        throw new ModelException("No category was given for the label '%s'.".formatted(label));
    }

    private String table(EncoderConfig config, LabelChoice choice) {
        Activation head = choice.activation(config, activation);
        String meaning = head == Activation.SOFTMAX
                ? "exactly one is true: a category's probability is the sum of its labels' probabilities"
                : "each answers its own question";
        int width =
                config.labelsInOrder().stream().mapToInt(String::length).max().orElse(1);
        return config.labelsInOrder().stream()
                .map(label -> {
                    List<Category> own = choice.categories().get(label);
                    return "  %s%s  %s"
                            .formatted(label, " ".repeat(width - label.length()), own == null ? "?" : shown(own));
                })
                .collect(Collectors.joining("\n", "Its head (%s; %s):\n".formatted(head.key(), meaning), ""));
    }

    private static String shown(List<Category> own) {
        return own.isEmpty() ? "harmless" : own.stream().map(Category::key).collect(Collectors.joining(", "));
    }

    private static String categories() {
        return Arrays.stream(Category.values()).map(Category::key).collect(Collectors.joining(", "));
    }
}
