package io.moderato.archive.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.FigureTable;
import io.moderato.console.Looks;
import io.moderato.decision.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What was decided in the rows, what would be decided in the columns; the darker a cell, the greater its share of the row. */
final class FlipMatrix extends Div {
    /** From the mildest to the strictest. */
    static final List<Outcome> ORDER = List.of(Outcome.APPROVE, Outcome.MODIFY, Outcome.REVIEW, Outcome.REJECT);

    private static final double[] STEPS = {0.0, 0.02, 0.1, 0.3, 0.6};

    FlipMatrix(Map<Outcome, Map<Outcome, Long>> flips) {
        addClassName("flips");
        FigureTable table = new FigureTable(
                "Contents by what was decided, and by what would be decided now",
                "Decided then ↓  now →",
                ORDER.stream().map(Words::outcome).toList());
        for (Outcome past : ORDER) {
            Map<Outcome, Long> row = flips.getOrDefault(past, Map.of());
            long sum = row.values().stream().mapToLong(Long::longValue).sum();
            if (sum > 0) {
                List<Div> cells = new ArrayList<>();
                for (Outcome now : ORDER) {
                    cells.add(cell(past, now, row.getOrDefault(now, 0L), sum));
                }
                table.rowOf(Looks.outcome(Words.outcome(past), past), cells);
            }
        }
        add(table);
    }

    private static Div cell(Outcome past, Outcome now, long count, long sum) {
        double share = count / (double) sum;
        Div cell = new Div(new Span("%,d".formatted(count)), Looks.quiet(count == 0 ? "–" : percent(share)));
        cell.addClassName("flip");
        cell.addClassName(past == now ? "flip-same" : now.isStricterThan(past) ? "flip-stricter" : "flip-milder");
        if (count > 0) {
            cell.addClassName("heat-" + heat(share));
        }
        return cell;
    }

    private static String percent(double share) {
        return share < 0.01 ? "< 1\u00a0%" : Looks.percent(share);
    }

    private static int heat(double share) {
        int heat = 0;
        while (heat < STEPS.length && share > STEPS[heat]) {
            heat++;
        }
        return heat;
    }
}
