package io.moderato.model.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.model.scorecard.Comparison;
import io.moderato.model.scorecard.Headline;
import io.moderato.model.scorecard.Headline.Order;
import io.moderato.model.scorecard.Headline.Question;
import io.moderato.model.scorecard.Headline.Shown;
import java.util.List;

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
            for (Headline headline : Headline.all()) {
                Headline.Tile shown = headline.tile();
                if (shown != null && shown.question() == question) {
                    headline.of(comparison.model()).ifPresent(mine -> tiles.add(tile(headline, shown, mine.value())));
                }
            }
            if (tiles.getComponentCount() > 0) {
                Section section = new Section(new H2(words(question)), tiles);
                section.addClassName(tiles.getComponentCount() > 2 ? "wide" : "half");
                add(section);
            }
        }
    }

    private static String words(Question question) {
        return switch (question) {
            case FINDS -> "Does it find harm?";
            case UNDERSTANDS -> "Does it understand?";
            case WITHSTANDS -> "Does it see through disguises?";
            case COSTS -> "What does it cost?";
        };
    }

    /** The figure as text, without its unit. */
    private static String written(Shown shown, double figure) {
        return switch (shown) {
            case MEASURE -> Figures.measure(figure);
            case SHARE -> Figures.share(figure);
            case TIMES -> Figures.times(figure);
            case POINTS -> Figures.points(figure);
            case WHOLE -> Figures.whole(figure);
            case MEGABYTES -> Figures.megabytes(figure);
        };
    }

    private Div tile(Headline headline, Headline.Tile shown, double mine) {
        H3 label = new H3(shown.label());
        Span number = new Span(written(shown.shown(), mine));
        number.addClassName("figure");
        Div value = new Div(number, Looks.quiet(shown.unit()));
        value.addClassName("figure-line");
        Div others = new Div();
        others.addClassName("standings");
        if (shown.order() != Order.NONE) {
            for (int i = 1; i < comparison.models().size(); i++) {
                String name = names.get(i);
                headline.of(comparison.models().get(i))
                        .ifPresent(other -> others.add(
                                Standing.of(mine, other.value(), shown.order() == Order.MORE, shown.stepAt(mine))
                                        .towards(name, written(shown.shown(), other.value()))));
            }
        }
        Paragraph meaning = new Paragraph(shown.meaning());
        meaning.addClassName("meaning");
        Div tile = new Div(label, value, others, meaning);
        tile.addClassName("tile");
        tile.getElement().setAttribute("data-figure", headline.key());
        return tile;
    }
}
