package io.moderato.perspective.web;

import io.moderato.model.store.RunningModels;
import io.moderato.surface.memory.SharedAnswers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The languages that the running models read. The database is asked for them every few seconds at most. */
@Component
class ModelLanguages {
    private static final Duration REMEMBER_FOR = Duration.ofSeconds(5);
    private static final String ALL = "all";

    private final RunningModels models;
    private final SharedAnswers<String, List<List<String>>> running = new SharedAnswers<>(REMEMBER_FOR, 1);

    ModelLanguages(RunningModels models) {
        this.models = models;
    }

    /**
     * Whether a model may read that language (BCP 47). If no model is known to run, the answer is true, so that nothing is refused for this
     * reason.
     */
    boolean mayRead(String tag) {
        List<List<String>> each = running();
        return each.isEmpty() || reads(each, tag);
    }

    /** Whether a running model is known to read that language. */
    boolean reads(String tag) {
        return reads(running(), tag);
    }

    private List<List<String>> running() {
        return running.about(ALL, models::languagesReadNow);
    }

    private static boolean reads(List<List<String>> each, String tag) {
        String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        return !language.isEmpty()
                && each.stream().anyMatch(languages -> languages.isEmpty() || languages.contains(language));
    }
}
