package io.moderato.perspective.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.moderato.model.store.RunningModels;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The languages that the running models read. The database is asked for them every few seconds at most. */
@Component
class ModelLanguages {
    private static final Duration REMEMBER_FOR = Duration.ofSeconds(5);
    private static final String ALL = "all";

    private final LoadingCache<String, List<List<String>>> running;

    ModelLanguages(RunningModels models) {
        this.running = Caffeine.newBuilder()
                .maximumSize(1)
                .expireAfterWrite(REMEMBER_FOR)
                .build(_ -> models.languagesReadNow());
    }

    /**
     * Whether a model may read that language (BCP 47). If no model is known to run, the answer is true, so that nothing is refused for this
     * reason.
     */
    boolean mayRead(String tag) {
        List<List<String>> each = running.get(ALL);
        return each.isEmpty() || reads(each, tag);
    }

    /** Whether a running model is known to read that language. */
    boolean reads(String tag) {
        return reads(running.get(ALL), tag);
    }

    private static boolean reads(List<List<String>> each, String tag) {
        String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        return !language.isEmpty()
                && each.stream().anyMatch(languages -> languages.isEmpty() || languages.contains(language));
    }
}
