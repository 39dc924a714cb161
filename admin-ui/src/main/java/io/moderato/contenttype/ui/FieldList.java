package io.moderato.contenttype.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.moderato.console.Looks;
import io.moderato.contenttype.Field;
import io.moderato.contenttype.FieldRange;
import io.moderato.contenttype.Outline;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of a content one below the other, each with its title: texts large, images as the screen shows them, addresses as plain text
 * that leads nowhere, everything else quietly. What people posted goes into text nodes only.
 */
public final class FieldList extends Div {
    /**
     * Shows the fields.
     *
     * @param text  shows a field that is examined as text
     * @param image shows the address of an image
     */
    public FieldList(Outline outline, Function<FieldRange, Component> text, Function<String, Component> image) {
        addClassName("fields");
        Map<Field, FieldRange> examined =
                outline.ranges().stream().collect(Collectors.toMap(FieldRange::field, Function.identity()));
        for (Field field : outline.fields()) {
            FieldRange range = examined.get(field);
            Div shown = new Div(Looks.eyebrow(field.title()), range == null ? other(field, image) : text.apply(range));
            shown.addClassName("field");
            shown.getElement().setAttribute("data-field", field.pointer());
            add(shown);
        }
    }

    private static Component other(Field field, Function<String, Component> image) {
        return switch (field.mark()) {
            case IMAGE -> image.apply(field.value());
            case ADDRESS -> {
                Span address = new Span(field.value());
                address.addClassName("address");
                yield address;
            }
            case TEXT, AUTHOR -> quiet(field);
            case null -> quiet(field);
        };
    }

    private static Span quiet(Field field) {
        Span value = Looks.quiet(field.value());
        value.addClassName("field-value");
        return value;
    }
}
