package io.moderato.model.scorecard.plot;

import io.moderato.model.scorecard.Behaviour.GroupRate;
import io.moderato.model.scorecard.Rate;
import io.moderato.model.scorecard.plot.Svg.Anchor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Draws how often harmless text that names a group is rejected or sent to review, with intervals, beside other harmless text. */
final class GroupPlot {
    private static final int MOST_GROUPS = 24;
    private static final double ROW = 22;
    private static final double TOP = 100;
    private static final double[] LEFTS = {240, 536};
    private static final double WIDTH = 252;

    private GroupPlot() {}

    static String of(String model, List<GroupRate> rates) {
        Svg svg = new Svg(
                "plot-false-positives",
                "Harmless posts held against their authors, by the group they name",
                "For each identity group, the share of harmless posts naming it that %s rejects, and that it rejects or sends to review, with 95 %% intervals; the dashed line is the share among harmless posts that name no group."
                        .formatted(model));
        svg.text(
                0,
                44,
                "q",
                Anchor.START,
                "%s, at its suggested limits; bars are 95 %% intervals, the dashed line is text that names no group."
                        .formatted(model));
        List<GroupRate> rows = new ArrayList<>();
        rates.stream().filter(GroupPlot::isSummary).forEach(rows::add);
        rates.stream()
                .filter(rate -> !isSummary(rate))
                .sorted(Comparator.comparingLong(
                                (GroupRate rate) -> rate.rejected().n())
                        .reversed())
                .limit(MOST_GROUPS)
                .sorted(Comparator.comparingDouble(
                                (GroupRate rate) -> rate.reviewed().share())
                        .reversed())
                .forEach(rows::add);
        double bottom = TOP + ROW * rows.size() + 6;
        panel(svg, rows, "rejected", GroupRate::rejected, LEFTS[0], bottom);
        panel(svg, rows, "rejected or sent to review", GroupRate::reviewed, LEFTS[1], bottom);
        double y = TOP;
        for (GroupRate rate : rows) {
            svg.text(
                    LEFTS[0] - 72,
                    y + ROW / 2 + 4.5,
                    isSummary(rate) ? "b" : "",
                    Anchor.END,
                    rate.group().replace('_', ' '));
            svg.text(
                    LEFTS[0] - 24,
                    y + ROW / 2 + 4.5,
                    "s q n",
                    Anchor.END,
                    String.format(Locale.ROOT, "%,d", rate.rejected().n()));
            y += ROW;
        }
        svg.text(LEFTS[0] - 24, TOP - 9, "s q", Anchor.END, "posts");
        return svg.finished(bottom + 14);
    }

    private static boolean isSummary(GroupRate rate) {
        return rate.group().equals(GroupRate.ANY) || rate.group().equals(GroupRate.NONE_NAMED);
    }

    private static void panel(
            Svg svg,
            List<GroupRate> rows,
            String heading,
            Function<GroupRate, Rate> which,
            double left,
            double bottom) {
        double highest = 0.02;
        for (GroupRate row : rows) {
            // the wide interval of a small group must not make the other groups too small to read
            highest = Math.max(
                    highest,
                    Math.min(which.apply(row).high(), 2.2 * which.apply(row).share() + 0.03));
        }
        Scale x = new Scale(0, Math.min(1, highest), left, left + WIDTH);
        svg.text(left, TOP - 30, "b", Anchor.START, heading);
        for (double tick : x.ticks(4)) {
            svg.line(x.at(tick), TOP - 4, x.at(tick), bottom, "g");
            svg.text(x.at(tick), TOP - 9, "s q n", Anchor.MIDDLE, Svg.number(100 * tick) + " %");
        }
        rows.stream()
                .filter(row -> row.group().equals(GroupRate.NONE_NAMED))
                .forEach(row -> svg.line(
                        x.at(which.apply(row).share()),
                        TOP - 4,
                        x.at(which.apply(row).share()),
                        bottom,
                        "d"));
        double y = TOP + ROW / 2;
        for (GroupRate row : rows) {
            Rate rate = which.apply(row);
            svg.line(x.at(rate.low()), y, x.at(rate.high()), y, "l0");
            svg.mark(
                    0,
                    x.at(rate.share()),
                    y,
                    4.5,
                    String.format(
                            Locale.ROOT,
                            "%s: %.1f %% (%.1f to %.1f), %,d of %,d",
                            row.group(),
                            100 * rate.share(),
                            100 * rate.low(),
                            100 * rate.high(),
                            rate.hits(),
                            rate.n()));
            y += ROW;
        }
    }
}
