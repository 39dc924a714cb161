package io.moderato.model.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Scorecard;
import io.moderato.model.ui.HeadlineFigure.Order;
import io.moderato.model.ui.HeadlineFigure.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headline figures of the running model, each beside those of its rivals, under the questions that they answer. */
final class HeadlineTiles extends Div {
    private final transient Comparison comparison;
    private final transient List<String> names;

    HeadlineTiles(Comparison comparison, List<String> names) {
        this.comparison = comparison;
        this.names = names;
        addClassName("questions");
        for (Question question : Question.values()) {
            Div tiles = new Div();
            tiles.addClassName("tiles");
            for (HeadlineFigure figure : HeadlineFigure.values()) {
                Double mine = figure.of(comparison.model());
                if (figure.question() == question && mine != null) {
                    tiles.add(tile(figure, mine));
                }
            }
            if (tiles.getComponentCount() > 0) {
                Section section = new Section(new H2(question.words()), tiles);
                section.addClassName(tiles.getComponentCount() > 2 ? "wide" : "half");
                add(section);
            }
        }
    }

    private Div tile(HeadlineFigure figure, double mine) {
        H3 label = new H3(figure.label());
        Span number = new Span(figure.shown(mine));
        number.addClassName("figure");
        Span unit = new Span(figure.unit());
        unit.addClassName("quiet");
        Div value = new Div(number, unit);
        value.addClassName("figure-line");
        Div others = new Div();
        others.addClassName("standings");
        for (int i = 1; i < comparison.models().size(); i++) {
            Span other = other(figure, mine, comparison.models().get(i), names.get(i));
            if (other != null) {
                others.add(other);
            }
        }
        Paragraph meaning = new Paragraph(figure.meaning());
        meaning.addClassName("meaning");
        Div tile = new Div(label, value, others, meaning);
        tile.addClassName("tile");
        tile.getElement().setAttribute("data-figure", figure.name());
        return tile;
    }

    private static @Nullable Span other(HeadlineFigure figure, double mine, Scorecard rival, String name) {
        Double other = figure.of(rival);
        if (other == null || figure.order() == Order.NONE) {
            return null;
        }
        return Standing.of(mine, other, figure.order() == Order.MORE, figure.step(mine))
                .towards(name, figure.shown(other));
    }
}
