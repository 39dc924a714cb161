package io.moderato.archive.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.archive.applying.Applications;
import io.moderato.archive.applying.FoundChanges;
import io.moderato.archive.store.ArchiveRun;
import io.moderato.archive.store.RunKind;
import io.moderato.archive.store.RunReports;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Facts;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.PickList;
import io.moderato.console.Screen;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The jobs over the archive at the left; the report of one of them, what it would change, and applying that, at the right. */
@Route(value = "archives", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class ArchivesView extends Screen {
    private static final int PAGE = 30;
    private static final String COMMAND = "./moderato batch re-moderate --database … --community ID";

    private final transient RunReports reports;
    private final transient CurrentAccount account;
    private final transient List<ArchiveRun> loaded = new ArrayList<>();
    private final PickList list = new PickList();
    private final Button older = Keys.button("O", "Show older runs");
    private final TabSheet parts = new TabSheet();
    private final Div report = new Div();
    private final ChangesPane changes;
    private final ApplicationPane application;
    private final Tab changesTab = Keys.on(new Tab("Changes"), "2");
    private final Tab applicationTab = Keys.on(new Tab("Application"), "3");
    private @Nullable UUID open;

    ArchivesView(RunReports reports, FoundChanges foundChanges, Applications applications, CurrentAccount account) {
        super("Archives");
        this.reports = reports;
        this.account = account;
        this.changes = new ChangesPane(foundChanges, account);
        this.application = new ApplicationPane(applications, foundChanges, account);
        load();
        if (loaded.isEmpty()) {
            addClassName("page");
            Div empty = Looks.empty(
                    "No jobs over the archive yet",
                    "A job judges contents again, tries a setup on the past, or makes a data set. Somebody with access to the machine gives the command, for example:");
            Code command = new Code(COMMAND);
            command.addClassName("command");
            empty.add(command);
            add(empty);
            return;
        }
        addClassName("two-panes");
        older.addThemeVariants(ButtonVariant.TERTIARY);
        older.addClickListener(click -> {
            load();
            showList();
        });
        Div left = new Div(list, older);
        left.addClassName("pick");
        report.addClassName("detail");
        parts.addClassNames("detail-tabs", "archive-tabs");
        parts.add(Keys.on(new Tab("Report"), "1"), report);
        parts.add(changesTab, changes);
        parts.add(applicationTab, application);
        parts.addSelectedChangeListener(change -> refresh(change.getSelectedTab()));
        add(left, parts);
        show(loaded.getFirst());
    }

    @Override
    public List<Key> keys() {
        return List.of(
                new Key("1 2 3", "show the report, the changes, the application"),
                new Key("[ ]", "turn the pages of the changes"),
                new Key("V", "show a text that is held back"),
                new Key("P", "propose to apply changes"),
                new Key("A W", "approve; withdraw or refuse"),
                new Key("S R U", "stop, resume, undo"),
                new Key("O", "show older runs"),
                new Key("↑ ↓", "move among the runs"));
    }

    private void load() {
        List<ArchiveRun> page = reports.page(account.actor(), loaded.size(), PAGE);
        loaded.addAll(page);
        older.setVisible(page.size() == PAGE);
    }

    private void showList() {
        list.removeAll();
        for (ArchiveRun run : loaded) {
            Div began = new Div(Looks.ago(run.beganAt()), Looks.quiet(found(run)));
            began.addClassName("line");
            list.add(
                    run.id().toString(),
                    Words.kind(run.kind()) + " · " + run.community(),
                    run.id().equals(open),
                    false,
                    () -> reports.find(account.actor(), run.id()).ifPresent(this::show),
                    Words.state(run),
                    began);
        }
        rest(Looks.count(loaded.size(), "run", "runs"));
    }

    private static String found(ArchiveRun run) {
        return run.kind() == RunKind.RE_MODERATION
                ? Looks.count(run.changes(), "change", "changes") + " · by " + run.begunBy()
                : "by " + run.begunBy();
    }

    private void show(ArchiveRun run) {
        open = run.id();
        loaded.replaceAll(each -> each.id().equals(run.id()) ? run : each);
        showList();
        boolean reModeration = run.kind() == RunKind.RE_MODERATION;
        if (!reModeration) {
            parts.setSelectedIndex(0);
        }
        changesTab.setVisible(reModeration);
        applicationTab.setVisible(reModeration);
        report.removeAll();
        report.add(head(run));
        if (run.report() != null) {
            report.add(new ReportPane(run.report()));
        } else {
            report.add(
                    Looks.empty(
                            "No report yet",
                            "The job writes its report when it is done. A job that was stopped goes on when its command is given again."));
        }
        changes.show(run);
        application.show(run);
    }

    private void refresh(Tab shown) {
        if (shown.equals(changesTab)) {
            changes.refresh();
        } else if (shown.equals(applicationTab)) {
            application.refresh();
        }
    }

    private static Div head(ArchiveRun run) {
        Div line = new Div(new H2(Words.kind(run.kind()) + " of " + run.community()), Words.state(run));
        line.addClassNames("line", "detail-header");
        Facts facts = new Facts();
        facts.fact("Begun by", run.begunBy());
        facts.fact("Results", run.output());
        Div head = new Div(line, facts);
        head.addClassName("stack");
        return head;
    }
}
