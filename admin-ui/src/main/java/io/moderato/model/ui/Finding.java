package io.moderato.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import org.jspecify.annotations.Nullable;

/** One finding: the result, what the figures mean, what to do about it, the plot, and the plot as a table. */
final class Finding extends Section {
    Finding(String heading, String found, String meaning) {
        addClassNames("card", "finding");
        Paragraph verdict = new Paragraph(found);
        verdict.addClassName("verdict");
        Paragraph plain = new Paragraph(meaning);
        plain.addClassName("meaning");
        add(new H2(heading), verdict, plain);
    }

    /** Adds an advice, with a link to the thresholds. */
    Finding advice(String advice) {
        Paragraph line = new Paragraph(new Span(advice + " "), new Anchor("policies", "Set thresholds"));
        line.addClassName("advice");
        add(line);
        return this;
    }

    /** Adds the plot, if there is one. */
    Finding plot(@Nullable String svg) {
        if (svg != null) {
            add(picture(svg));
        }
        return this;
    }

    /** The plot in a frame that scrolls where the window is narrow. */
    static Div picture(String svg) {
        Div plot = new Div();
        plot.addClassName("plot");
        // written by our own plot writer, which escapes every name in it
        plot.getElement().setProperty("innerHTML", svg);
        return plot;
    }

    /** Adds the same figures as a table. */
    Finding table(Component table) {
        Details details = new Details("The figures as a table", table);
        details.addClassName("as-table");
        add(details);
        return this;
    }

    /** Adds a part of its own. */
    Finding with(Component part) {
        add(part);
        return this;
    }
}
