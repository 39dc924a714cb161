package io.moderato.model.data;

import io.moderato.decision.Category;
import io.moderato.model.Hashing;
import io.moderato.model.data.LabelledText.Label;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Labelled texts as a whole. */
public final class LabelledTexts {
    private static final int CHARACTERS = 12;

    private LabelledTexts() {}

    /** Another one for other texts, labels or another order of them; the same on every machine. */
    public static String version(List<LabelledText> rows) {
        MessageDigest digest = Hashing.sha256();
        for (LabelledText row : rows) {
            StringBuilder whole = new StringBuilder(row.set()).append('\0').append(row.text());
            for (Category category : Category.values()) {
                Label label = row.labels().get(category);
                if (label != null) {
                    whole.append('\0')
                            .append(category.key())
                            .append(' ')
                            .append(label.target())
                            .append(' ')
                            .append(label.weight());
                }
            }
            digest.update(whole.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        }
        return Hashing.hex(digest).substring(0, CHARACTERS);
    }
}
