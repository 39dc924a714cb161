package io.moderato.model.data;

import io.moderato.decision.Category;
import io.moderato.model.Hashing;
import io.moderato.model.data.LabelledText.Label;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Facts about labelled texts as a whole. */
public final class LabelledTexts {
    private static final int CHARACTERS = 12;

    private LabelledTexts() {}

    /** The version of the texts, the same on every machine. Other texts, other labels or another order have another version. */
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
