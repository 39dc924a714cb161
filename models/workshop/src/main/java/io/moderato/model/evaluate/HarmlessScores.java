package io.moderato.model.evaluate;

import io.moderato.decision.Scores;
import io.moderato.model.data.LabelledText;
import io.moderato.model.functional.IdentityGroups;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The scores of texts that are known to be harmless.
 *
 * @param all the scores of all these texts
 * @param namingGroup the scores of the texts that name an identity group
 */
public record HarmlessScores(List<Scores> all, List<Scores> namingGroup) {
    /** The scores of the harmless texts among these rows. Each row has its scores at the same place. */
    public static HarmlessScores of(List<LabelledText> rows, List<Scores> scores) {
        int[] harmless = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).harmless())
                .toArray();
        return new HarmlessScores(
                IntStream.of(harmless).mapToObj(scores::get).toList(),
                IntStream.of(harmless)
                        .filter(i -> !IdentityGroups.namedIn(rows.get(i).text()).isEmpty())
                        .mapToObj(scores::get)
                        .toList());
    }
}
