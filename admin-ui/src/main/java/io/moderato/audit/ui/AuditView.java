package io.moderato.audit.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import io.moderato.audit.store.AuditEvent;
import io.moderato.audit.store.AuditTrail;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Screen;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The audit trail: who did what and when, the newest first. */
@Route(value = "audit", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class AuditView extends Screen {
    private static final int PAGE = 200;

    private final transient AuditTrail trail;
    private final Grid<AuditEvent> grid = new Grid<>();
    private final TextField search = new TextField();
    private final Button older = Keys.button("O", "Show older acts");
    private final transient List<AuditEvent> loaded = new ArrayList<>();

    AuditView(AuditTrail trail) {
        super("Audit");
        this.trail = trail;
        addClassName("page");
        search.setPlaceholder("Find in what is shown ( / )");
        search.setAriaLabel("Find in what is shown");
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.getElement().setAttribute("data-focus", "/");
        search.addValueChangeListener(change -> show());
        older.addClickListener(click -> load());
        Div tools = new Div(search, older);
        tools.addClassName("tools");
        grid.addThemeVariants(GridVariant.WRAP_CELL_CONTENT);
        grid.addComponentColumn(event -> Looks.ago(event.at()))
                .setHeader("When")
                .setWidth("6.5rem")
                .setFlexGrow(0);
        grid.addColumn(AuditEvent::actor).setHeader("Who").setWidth("7.5rem").setFlexGrow(0);
        grid.addColumn(event -> words(event.action()))
                .setHeader("What")
                .setWidth("10.5rem")
                .setFlexGrow(0);
        grid.addColumn(AuditEvent::subject).setHeader("To what").setFlexGrow(1);
        grid.addColumn(event -> event.community() == null ? "" : event.community())
                .setHeader("Community")
                .setWidth("7rem")
                .setFlexGrow(0);
        grid.addColumn(AuditView::detail).setHeader("Detail").setFlexGrow(2);
        grid.setSizeFull();
        Div place = new Div(grid);
        place.addClassName("grow");
        add(tools, place);
        load();
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("/", "find in what is shown"), new Key("O", "show older acts"));
    }

    private void load() {
        long before = loaded.isEmpty() ? Long.MAX_VALUE : loaded.getLast().id();
        List<AuditEvent> page = trail.before(before, PAGE);
        loaded.addAll(page);
        older.setVisible(page.size() == PAGE);
        show();
    }

    private void show() {
        String wanted = search.getValue().toLowerCase(Locale.ROOT).strip();
        List<AuditEvent> found = loaded.stream()
                .filter(event -> wanted.isEmpty()
                        || (event.actor() + " " + event.action() + " " + words(event.action()) + " " + event.subject()
                                        + " " + event.community() + " " + detail(event))
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted))
                .toList();
        grid.setItems(found);
        rest(Looks.count(found.size(), "act", "acts") + " shown");
    }

    private static String words(String action) {
        return action.replace('.', ' ').replace('-', ' ');
    }

    private static String detail(AuditEvent event) {
        return event.detail().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ": "
                        + (entry.getValue().length() > 120
                                ? entry.getValue().substring(0, 120) + "…"
                                : entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
