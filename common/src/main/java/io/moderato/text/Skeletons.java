package io.moderato.text;

import java.util.List;

/** The skeletons of one text, which share the making of its light form. A rule hits the text if it hits one of them. */
public final class Skeletons {
    private final String original;
    private final NormalizedTextBuffer light;

    private Skeletons(String original) {
        this.original = original;
        this.light = NormalizedTextLightForm.of(original);
    }

    /** Those of that text. */
    public static Skeletons of(String original) {
        return new Skeletons(original);
    }

    /** The different skeletons, one or two. */
    public List<NormalizedText> all() {
        return different(NormalizedTextSkeleton.of(light, 1), NormalizedTextSkeleton.of(light, 2));
    }

    /** The different skeletons, one or two, in which digits and signs are not read as letters. */
    public List<NormalizedText> withoutLeet() {
        return different(
                NormalizedTextSkeleton.withoutLeetReading(light, 1),
                NormalizedTextSkeleton.withoutLeetReading(light, 2));
    }

    private List<NormalizedText> different(NormalizedTextBuffer one, NormalizedTextBuffer two) {
        NormalizedText single = new NormalizedText(original, one);
        NormalizedText doubled = new NormalizedText(original, two);
        return single.text().equals(doubled.text()) ? List.of(single) : List.of(single, doubled);
    }
}
