package io.moderato.model.serving;

import io.moderato.decision.Category;
import io.moderato.model.ModelException;
import io.moderato.model.folder.ModelFolder;
import io.moderato.model.linear.LinearModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The linear model's part in an ensemble with BERT. */
public final class LinearShare {
    private final LinearModel model;
    private final List<Category> categories;
    private final Map<Category, Double> shares;

    private LinearShare(LinearModel model, List<Category> categories, Map<Category, Double> shares) {
        this.model = model;
        this.categories = categories;
        this.shares = shares;
    }

    /**
     * Reads the linear model of a folder; null if the folder has none.
     *
     * @throws ModelException if the linear model is damaged, or does not know a category in which it has a share
     */
    public static @Nullable LinearShare of(ModelFolder folder) {
        Map<Category, Double> shares = folder.moderation().linearShare();
        if (shares == null) {
            return null;
        }
        LinearModel model = LinearModel.load(folder.file(ModelFolder.LINEAR));
        for (Category category : shares.keySet()) {
            if (!model.categories().contains(category)) {
                throw new ModelException(
                        folder.file(ModelFolder.LINEAR),
                        "does not know %s, of which %s gives it a share"
                                .formatted(category.key(), ModelFolder.MODERATION));
            }
        }
        return new LinearShare(model, folder.moderation().categories(), shares);
    }

    /** Mixes the linear model's logits into the given logits of the same texts. */
    public void mixInto(float[][] logits, List<String> texts) {
        double[][] own = model.logits(texts);
        for (int i = 0; i < categories.size(); i++) {
            Double share = shares.get(categories.get(i));
            if (share != null) {
                int column = model.categories().indexOf(categories.get(i));
                for (int row = 0; row < own.length; row++) {
                    logits[row][i] = (float) ((1 - share) * logits[row][i] + share * own[row][column]);
                }
            }
        }
    }
}
