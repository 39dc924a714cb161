package io.moderato.contenttype.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.community.store.Communities;
import io.moderato.console.CommunityChoice;
import io.moderato.console.Confirm;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.PickList;
import io.moderato.console.Screen;
import io.moderato.content.ContentType;
import io.moderato.contenttype.store.ContentTypes;
import io.moderato.contenttype.store.OwnType;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of contents of a community at the left, one of them to edit at the right. */
@Route(value = "content-types", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class ContentTypesView extends Screen {
    private final transient ContentTypes types;
    private final PickList list = new PickList();
    private final TypeEditor editor;
    private transient @Nullable Community community;
    private transient @Nullable ContentType open;

    ContentTypesView(ContentTypes types, Communities communities, CurrentAccount account) {
        super("Content types");
        this.types = types;
        this.editor = new TypeEditor(types, account, this::reload);
        addClassName("two-panes");
        Button create = Keys.button("N", "New type…");
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.addClickListener(click -> {
            Community here = community;
            if (here != null) {
                new NewTypeDialog(types, account, here, created -> {
                            open = created.type();
                            reload();
                        })
                        .open();
            }
        });
        Div left = new Div(new CommunityChoice(communities.all(), account.communities(), this::load), create, list);
        left.addClassName("pick");
        add(left, editor);
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("N", "define a type"), new Key("↑ ↓", "move among the types"));
    }

    private void load(Community chosen) {
        community = chosen;
        open = null;
        reload();
    }

    private void reload() {
        Community here = community;
        if (here == null) {
            return;
        }
        List<OwnType> all = types.of(here.id());
        rest(Looks.count(all.size(), "type", "types"));
        OwnType shown = all.stream()
                .filter(type -> type.type().equals(open))
                .findFirst()
                .orElse(all.isEmpty() ? null : all.getFirst());
        open = shown == null ? null : shown.type();
        list.removeAll();
        all.forEach(this::add);
        editor.show(shown);
    }

    private void add(OwnType type) {
        list.add(
                type.type().key(),
                type.name(),
                type.type().equals(open),
                type.retired(),
                () -> leaveFor(type),
                Looks.quiet(type.type() + " · version " + type.version() + (type.retired() ? " · retired" : "")));
    }

    private void leaveFor(OwnType type) {
        Runnable go = () -> {
            open = type.type();
            reload();
        };
        if (editor.isWritten()) {
            Confirm.ask(
                    "Throw away what you wrote?",
                    "It is kept nowhere else. If you go back, it is still here.",
                    "Throw away",
                    go);
        } else {
            go.run();
        }
    }
}
