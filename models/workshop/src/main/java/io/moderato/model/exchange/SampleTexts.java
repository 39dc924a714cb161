package io.moderato.model.exchange;

import io.moderato.decision.Category;
import io.moderato.decision.Scores;
import io.moderato.model.EncoderConfig;
import io.moderato.model.ModerationSettings;
import io.moderato.model.serving.TextTokenizer;
import io.moderato.model.serving.TorchModule;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A few texts of different kinds, by which two programs of one model are compared. */
record SampleTexts(TextTokenizer tokenizer, EncoderConfig config, ModerationSettings settings) {
    static final List<String> TEXTS = List.of(
            "Good morning, the meeting is at ten.",
            "You are a stupid idiot and everybody hates you.",
            "Does anybody know how to fix this error message?",
            "I will find you and hurt you.",
            "What the hell is this crap?",
            "Claim your free prize now! Text WIN to the number below.",
            "She is a Muslim doctor who works in our town.",
            "People like them should not be allowed to live here.",
            "That was the worst match I have ever seen, what a joke.",
            "Thank you so much for the recipe, my family loved it.",
            "Shut up, nobody asked you.",
            "lol ur so dumb haha",
            "The film shows violence against women, and it is hard to watch.",
            "I disagree with the author for three reasons.",
            "Go back to where you came from.",
            "ok");

    /** The scores of each text, computed by the program in that file. */
    List<Scores> scores(Path program) {
        long[][] windows =
                TEXTS.stream().map(text -> tokenizer.windows(text).getFirst()).toArray(long[][]::new);
        try (TorchModule module = TorchModule.load(program, config.paddingId())) {
            return Arrays.stream(module.logits(windows))
                    .map(outputs -> settings.scores(settings.logits(outputs)))
                    .toList();
        }
    }

    static double largestDifference(List<Scores> some, List<Scores> others) {
        double largest = 0;
        for (int i = 0; i < some.size(); i++) {
            for (Category category : some.get(i).byCategory().keySet()) {
                double one = some.get(i).of(category).orElse(0);
                double other = others.get(i).of(category).orElse(0);
                largest = Math.max(largest, Math.abs(one - other));
            }
        }
        return largest;
    }
}
