package io.moderato.contenttype.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.moderato.access.login.CurrentAccount;
import io.moderato.console.Confirm;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.contenttype.SchemaFault;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.contenttype.store.OwnType;
import org.jspecify.annotations.Nullable;

/** Edits one type: its name and its schema, beside what would become of an example. What is wrong is said while it is typed. */
final class TypeEditor extends Div {
    private final transient ContentTypes types;
    private final transient CurrentAccount account;
    private final transient Runnable changed;
    private final TextField name = new TextField("Name");
    private final TextArea text = new TextArea("Schema of the fields (JSON Schema, draft 2020-12)");
    private final TypePreview preview = new TypePreview();
    private final Button save = Keys.on(new Button("Save", click -> save()), "ctrl+enter");
    private transient @Nullable OwnType shown;
    private transient @Nullable TypeSchema written;

    TypeEditor(ContentTypes types, CurrentAccount account, Runnable changed) {
        this.types = types;
        this.account = account;
        this.changed = changed;
        addClassNames("detail", "type-editor");
        name.setMaxLength(100);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(change -> enableSave());
        text.setHelperText(
                "\"x-moderato\" says what a text is: \"text\" and \"image\" are examined, \"address\" is shown, \"author\" is who posted it.");
        text.addClassName("code");
        text.setWidthFull();
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.getElement().setAttribute("spellcheck", "false");
        text.addValueChangeListener(change -> read());
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setTooltipText("Ctrl + Enter");
    }

    /** Shows a type, or advice if there is none. */
    void show(@Nullable OwnType type) {
        boolean isSame = type != null
                && shown != null
                && type.type().equals(shown.type())
                && type.community().equals(shown.community());
        shown = type;
        removeAll();
        if (type == null) {
            add(
                    Looks.empty(
                            "No content type yet",
                            "A content type has fields, such as the title, price and photos of a listing. Press N to define one."));
            return;
        }
        TypeSchema schema = TypeSchema.parse(type.schema());
        written = schema;
        name.setValue(type.name());
        text.setValue(SchemaText.laidOut(TypeSchema.tree(type.schema())));
        if (isSame) {
            preview.changeTo(schema);
        } else {
            preview.begin(schema);
        }
        Div line = new Div(name, save);
        line.addClassNames("form-line", "type-name");
        Div edited = new Div(line, text);
        edited.addClassName("type-edited");
        Div halves = new Div(edited, preview);
        halves.addClassName("type-halves");
        add(header(type), halves);
        enableSave();
    }

    /** Whether something is written that is not saved. */
    boolean isWritten() {
        OwnType type = shown;
        return type != null
                && (!type.name().equals(name.getValue())
                        || !SchemaText.laidOut(TypeSchema.tree(type.schema())).equals(text.getValue()));
    }

    private Div header(OwnType type) {
        Checkbox retired = new Checkbox("Retired: takes nothing new", type.retired());
        retired.addValueChangeListener(change -> edit(() -> types.change(
                account.actor(),
                type.community(),
                type.type(),
                type.editVersion(),
                type.name(),
                TypeSchema.parse(type.schema()),
                change.getValue())));
        Button remove = new Button(
                "Remove the type…",
                click -> Confirm.ask(
                        "Remove “" + type.name() + "”?",
                        "This is only possible as long as no content uses it. One in use can be retired.",
                        "Remove",
                        () -> edit(() ->
                                types.remove(account.actor(), type.community(), type.type(), type.editVersion()))));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.ERROR);
        Div header = new Div(
                new H2(type.name()),
                Looks.tag(type.type().key()),
                Looks.tag("version " + type.version()),
                retired,
                remove);
        header.addClassName("detail-header");
        return header;
    }

    private void read() {
        try {
            TypeSchema schema = TypeSchema.parse(text.getValue());
            written = schema;
            text.setInvalid(false);
            preview.changeTo(schema);
        } catch (SchemaFault fault) {
            written = null;
            text.setErrorMessage(SchemaText.inWords(fault, text.getValue()));
            text.setInvalid(true);
        }
        enableSave();
    }

    private void enableSave() {
        save.setEnabled(written != null && isWritten());
    }

    private void save() {
        OwnType type = shown;
        TypeSchema schema = written;
        if (type == null || schema == null) {
            return;
        }
        boolean saved = Notices.attempt(() -> {
            OwnType now = types.change(
                    account.actor(),
                    type.community(),
                    type.type(),
                    type.editVersion(),
                    name.getValue().strip(),
                    schema,
                    type.retired());
            Notices.done(
                    now.version() == type.version()
                            ? "Saved."
                            : "Saved as version %d. It counts for new contents and edits; the others keep theirs."
                                    .formatted(now.version()));
        });
        if (saved) {
            changed.run();
        }
    }

    /** Makes the change, then shows the type as it is: with the change, or with what somebody else changed meanwhile. */
    private void edit(Runnable act) {
        Notices.attempt(act);
        changed.run();
    }
}
