package io.moderato.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.moderato.decision.Category;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.folder.ShippedModel;
import io.moderato.policy.DefaultPolicy;
import io.moderato.policy.Threshold;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default policy lies in {@code common}, which knows no model; the limits it must follow lie in the shipped model. */
class DefaultPolicyTest {
    @TempDir
    Path cache;

    @Test
    void isWhatTheShippedModelSuggests() {
        Map<Category, Threshold> suggested = new EnumMap<>(Category.class);
        ModelFolder.open(ShippedModel.unpackTo(cache))
                .moderation()
                .limits()
                .forEach((category, limit) -> suggested.put(category, new Threshold(limit.reject(), limit.review())));

        assertThat(DefaultPolicy.thresholds()).isEqualTo(suggested);
    }
}
