package io.moderato.perspective.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.moderato.model.store.RunningModels;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Which languages the running models read, as they say themselves; looked up every few seconds at most. */
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

    /** Whether a model reads that language (BCP 47); where no model is known to run, nothing is refused for it. */
    boolean mayRead(String tag) {
        List<List<String>> each = running.get(ALL);
        return each.isEmpty() || reads(each, tag);
    }

    /** Whether a model is known to read that language. */
    boolean reads(String tag) {
        return reads(running.get(ALL), tag);
    }

    private static boolean reads(List<List<String>> each, String tag) {
        String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
        return !language.isEmpty()
                && each.stream().anyMatch(languages -> languages.isEmpty() || languages.contains(language));
    }
}
