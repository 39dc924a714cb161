package io.moderato.contenttype.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.console.CarefulDialog;
import io.moderato.console.Notices;
import io.moderato.content.ContentType;
import io.moderato.contenttype.TypeSchema;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.contenttype.store.OwnType;
import io.moderato.problem.ProblemException;
import java.util.function.Consumer;

/** Asks for key and name of a new type, which begins with a small schema to go on from. */
final class NewTypeDialog extends CarefulDialog {
    private static final TypeSchema BEGINNING = TypeSchema.parse("""
            {"type": "object",
             "required": ["title"],
             "additionalProperties": false,
             "properties": {
               "title": {"title": "Title", "type": "string", "maxLength": 200, "x-moderato": "text"},
               "description": {"title": "Description", "type": "string", "x-moderato": "text"},
               "photos": {"title": "Photo", "type": "array", "maxItems": 10, "items": {"type": "string", "x-moderato": "image"}}}}
            """);

    NewTypeDialog(ContentTypes types, CurrentAccount account, Community community, Consumer<OwnType> created) {
        setHeaderTitle("New content type in " + community.name());
        TextField key = new TextField("Key");
        key.setHelperText("Platforms name the type by it, such as listing. It never changes.");
        key.setMaxLength(40);
        key.setAutofocus(true);
        TextField name = new TextField("Name");
        name.setHelperText("Moderators see it");
        name.setMaxLength(100);
        addForm("24rem", key, name);
        Button save = leaveOr("Go back", "Create the type");
        save.addClickListener(click -> Notices.attempt(() -> {
            OwnType type = types.create(
                    account.actor(),
                    community.id(),
                    type(key.getValue().strip()),
                    name.getValue().strip(),
                    BEGINNING);
            close();
            created.accept(type);
            Notices.done("The type is there. Say what fields it has.");
        }));
    }

    private static ContentType type(String key) {
        try {
            return new ContentType(key);
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.invalidField("/key", wrong.getMessage() + ".");
        }
    }
}
