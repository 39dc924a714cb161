package io.moderato.contenttype.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.moderato.console.Looks;
import io.moderato.contenttype.Outline;
import io.moderato.contenttype.TypeSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What would become of a content of a type: the fields that somebody sends, what would be examined of them, and what people would see. */
final class TypePreview extends Div {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TextArea example = new TextArea("Fields of an example");
    private final Div shown = new Div();
    private transient @Nullable TypeSchema schema;

    TypePreview() {
        addClassName("type-preview");
        example.setValueChangeMode(ValueChangeMode.LAZY);
        example.addValueChangeListener(change -> refresh());
        example.addClassName("code");
        example.setWidthFull();
        example.setMaxRows(12);
        shown.addClassName("type-shown");
        shown.getElement().setAttribute("aria-live", "polite");
        add(example, shown);
    }

    /** Shows an example of another type. */
    void begin(TypeSchema other) {
        schema = other;
        example.setValue(SchemaText.laidOut(ExampleFields.of(other)));
        refresh();
    }

    /** Shows the same example by a changed schema. */
    void changeTo(TypeSchema changed) {
        schema = changed;
        refresh();
    }

    private void refresh() {
        shown.removeAll();
        example.setInvalid(false);
        TypeSchema by = schema;
        if (by == null || example.isEmpty()) {
            return;
        }
        String fault = tryToShow(by);
        if (fault != null) {
            example.setErrorMessage(fault);
            example.setInvalid(true);
            shown.add(Looks.quiet("A content like this would be refused."));
        }
    }

    /** What is wrong with the example; null if it is shown. */
    private @Nullable String tryToShow(TypeSchema by) {
        JsonNode fields;
        try {
            fields = JSON.readTree(example.getValue());
        } catch (JacksonException notJson) {
            return "This is not JSON.";
        }
        if (!(fields instanceof ObjectNode object)) {
            return "Fields are a JSON object.";
        }
        return by.fault(object)
                .map(fault -> "%s: %s".formatted(fault.pointer().isEmpty() ? "/" : fault.pointer(), fault.words()))
                .orElseGet(() -> {
                    show(by.outline(object));
                    return null;
                });
    }

    private void show(Outline outline) {
        Div text = new Div(outline.text());
        text.addClassNames("payload", "examined");
        shown.add(Looks.eyebrow("What is examined as text"), text);
        if (!outline.images().isEmpty()) {
            Div images = new Div(Looks.eyebrow("What is examined as images"));
            images.addClassName("images");
            outline.images().forEach(image -> images.add(new Span(image)));
            shown.add(images);
        }
        shown.add(
                Looks.eyebrow("What moderators see"),
                new FieldList(
                        outline,
                        range -> {
                            Div words = new Div(range.field().value());
                            words.addClassName("posted");
                            return words;
                        },
                        Span::new));
    }
}
