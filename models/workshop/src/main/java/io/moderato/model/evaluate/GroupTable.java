package io.moderato.model.evaluate;

import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Behaviour.Source;
import io.moderato.model.scorecard.Scorecard;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Markdown table of how often models reject or review harmless texts that name an identity group. For each source there are the rates
 * over texts with any group and with no group, then the groups that most texts name.
 *
 * @param model  the model whose groups are shown
 * @param models the models in the columns
 */
record GroupTable(Scorecard model, List<Scorecard> models) {
    private static final int ANY_AND_NONE = 2;
    private static final int MOST_GROUPS = 15;

    String text() {
        StringBuilder text = new StringBuilder("| harmless text | n |");
        StringBuilder rule = new StringBuilder("|---|---:|");
        for (Scorecard each : models) {
            text.append(" %s rejects | … or reviews |".formatted(each.model()));
            rule.append("---|---|");
        }
        text.append('\n').append(rule).append('\n');
        for (Source source : Source.values()) {
            shown(source).forEach(rate -> text.append(row(rate)));
        }
        return text.toString();
    }

    private Stream<GroupRate> shown(Source source) {
        List<GroupRate> rates = of(model, source);
        return Stream.concat(
                rates.stream().limit(ANY_AND_NONE),
                rates.stream()
                        .skip(ANY_AND_NONE)
                        .sorted(Comparator.comparingLong(
                                        (GroupRate rate) -> rate.rejected().n())
                                .reversed())
                        .limit(MOST_GROUPS));
    }

    private String row(GroupRate rate) {
        StringBuilder row = new StringBuilder("| %s: %s | %,d |"
                .formatted(
                        rate.source() == Source.POSTS ? "posts" : "sentences",
                        rate.group().replace('_', ' '),
                        rate.rejected().n()));
        for (Scorecard each : models) {
            row.append(of(each, rate.source()).stream()
                    .filter(other -> other.group().equals(rate.group()))
                    .findFirst()
                    .map(same -> " %s | %s |"
                            .formatted(
                                    same.rejected().percent(1), same.reviewed().percent(1)))
                    .orElse(" – | – |"));
        }
        return row.append('\n').toString();
    }

    private static List<GroupRate> of(Scorecard model, Source source) {
        return model.behaviour().groups().stream()
                .filter(rate -> rate.source() == source)
                .toList();
    }
}
