package io.moderato.model.make;

import io.moderato.model.encoder.BaseEncoder;
import io.moderato.model.lineage.Ancestors;
import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making.Speed;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.train.ModelRecipe;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ancestors of a model. They are read before hours of training, so that a folder without a lineage is known at once.
 *
 * @param learnsOn whether the base is already a classifier
 */
record Descent(
        ModelRecipe recipe,
        Ancestors ancestors,
        @Nullable String base,
        boolean learnsOn,
        List<String> meanOf,
        List<String> teachers) {
    static Descent of(ModelRecipe recipe) {
        Ancestors ancestors = new Ancestors();
        Path base = recipe.base();
        return new Descent(
                recipe,
                ancestors,
                base == null ? null : ancestors.add(base),
                base != null && BaseEncoder.isClassifier(base),
                ancestors.addAll(recipe.meanOf()),
                ancestors.addAll(recipe.teachers()));
    }

    /** The lineage of the finished model. */
    Lineage lineage(String outcome, String dataVersion, Instant ended, String version, Speed speed) {
        return ancestors.of(new Trained(
                recipe.command(),
                outcome,
                dataVersion,
                ended,
                version,
                recipe.augmentation().obfuscated() > 0,
                speed,
                base,
                learnsOn,
                meanOf,
                teachers));
    }
}
