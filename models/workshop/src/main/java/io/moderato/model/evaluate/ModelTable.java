package io.moderato.model.evaluate;

import io.moderato.model.scorecard.Scorecard;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A Markdown table with a line for each measured thing and a column for each model. */
final class ModelTable {
    private final List<Scorecard> models;
    private final StringBuilder text = new StringBuilder();

    /** @param first the heading of the column that names the lines */
    ModelTable(List<Scorecard> models, String first) {
        this.models = models;
        text.append("| ").append(first).append(" |");
        models.forEach(model -> text.append(' ').append(model.model()).append(" |"));
        text.append("\n|---|");
        text.append(models.stream().map(model -> "---:|").collect(Collectors.joining()));
        text.append('\n');
    }

    void row(String name, Function<Scorecard, String> cell) {
        text.append("| ").append(name).append(" |");
        models.forEach(model -> text.append(' ').append(cell.apply(model)).append(" |"));
        text.append('\n');
    }

    String text() {
        return text.toString();
    }
}
