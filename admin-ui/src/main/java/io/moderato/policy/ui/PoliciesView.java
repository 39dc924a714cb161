package io.moderato.policy.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import io.moderato.access.login.CurrentAccount;
import io.moderato.community.Community;
import io.moderato.community.CommunityId;
import io.moderato.community.store.Communities;
import io.moderato.console.CommunityChoice;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Looks;
import io.moderato.console.Notices;
import io.moderato.console.Screen;
import io.moderato.decision.Category;
import io.moderato.policy.Policy;
import io.moderato.policy.PolicyTerms;
import io.moderato.policy.Threshold;
import io.moderato.policy.store.Policies;
import io.moderato.policy.store.PoliciesInForce;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The thresholds of each category and the rules for unexamined parts, published as versions that never change. */
@Route(value = "policies", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class PoliciesView extends Screen {
    private static final int VERSIONS_SHOWN = 20;

    private final transient Policies policies;
    private final transient PoliciesInForce inForce;
    private final transient CurrentAccount account;
    private final Div rows = new Div();
    private final Div versions = new Div();
    private final TextField note = new TextField("What changes and why");
    private final Button publish = new Button("Publish");
    private final Button revert = new Button("Take back my changes");
    private final GapRules gaps = new GapRules(this::changed);
    private final transient List<ThresholdRow> editors = new ArrayList<>();
    private transient @Nullable Policy shown;

    PoliciesView(Policies policies, PoliciesInForce inForce, Communities communities, CurrentAccount account) {
        super("Policies");
        this.policies = policies;
        this.inForce = inForce;
        this.account = account;
        addClassName("page");
        rows.addClassName("threshold-rows");
        versions.addClassName("versions");
        note.setWidthFull();
        note.setMaxLength(500);
        note.setRequiredIndicatorVisible(true);
        publish.addThemeVariants(ButtonVariant.PRIMARY);
        publish.addClickListener(click -> publish());
        revert.addThemeVariants(ButtonVariant.TERTIARY);
        revert.addClickListener(click -> {
            Policy policy = shown;
            if (policy != null) {
                edit(policy, policy);
            }
        });
        Div bar = new Div(note, revert, publish);
        bar.addClassName("publish-bar");
        Span lead = new Span(
                "A score above “review” brings a text to a moderator, above “reject” removes it. A text below both passes. "
                        + "Publishing makes a new version; it counts from the next decision on.");
        lead.addClassName("lead");
        Div left = new Div(rows, gaps, bar);
        left.addClassName("stack");
        Div right = new Div(new H2("Versions"), versions);
        right.addClassNames("stack", "side");
        Div columns = new Div(left, right);
        columns.addClassName("columns");
        add(lead, new CommunityChoice(communities.all(), account.communities(), this::load), columns);
    }

    private void load(Community community) {
        load(community.id());
    }

    private void load(CommunityId community) {
        Policy current = inForce.of(community);
        edit(current, current);
        versions.removeAll();
        policies.versions(community).stream()
                .limit(VERSIONS_SHOWN)
                .forEach(version -> versions.add(line(version, current)));
    }

    /** Puts the values of one version into the fields; publishing makes a new version after the current one. */
    private void edit(Policy current, Policy values) {
        shown = current;
        rest("version " + current.version() + " in force");
        rows.removeAll();
        editors.clear();
        Div head = new Div(new Span("Category"), new Span(""), new Span("Review above"), new Span("Reject above"));
        head.addClassNames("threshold-row", "threshold-head");
        rows.add(head);
        for (Category category : Category.values()) {
            ThresholdRow row = new ThresholdRow(
                    category,
                    current.thresholds().get(category),
                    values.thresholds().get(category),
                    this::changed);
            editors.add(row);
            rows.add(row);
        }
        gaps.show(current.terms(), values.terms());
        changed();
    }

    private void changed() {
        boolean any = gaps.isChanged() || editors.stream().anyMatch(ThresholdRow::isChanged);
        publish.setEnabled(any);
        revert.setEnabled(any);
    }

    private void publish() {
        Policy current = shown;
        if (current == null) {
            return;
        }
        if (note.getValue().isBlank()) {
            note.setErrorMessage("Say in a few words what changes; it stays with the version.");
            note.setInvalid(true);
            note.focus();
            return;
        }
        note.setInvalid(false);
        Notices.attempt(() -> {
            Map<Category, Threshold> thresholds = new EnumMap<>(Category.class);
            editors.forEach(row -> row.value().ifPresent(value -> thresholds.put(row.category(), value)));
            Policy published = policies.publish(
                    account.actor(),
                    current.community(),
                    current.version(),
                    new PolicyTerms(thresholds, gaps.outcomes(), gaps.chain()),
                    note.getValue().strip());
            note.clear();
            load(published.community());
            Notices.done("Version " + published.version() + " is in force.");
        });
    }

    private Div line(Policy version, Policy current) {
        Span number = new Span("Version " + version.version());
        number.addClassName("strong");
        Div head = new Div(number, Looks.ago(version.publishedAt()), Looks.tag(version.publishedBy()));
        head.addClassName("line");
        Div line = new Div(head, new Span(version.note()));
        line.addClassName("version");
        if (version.version() == current.version()) {
            head.add(Looks.tag("in force"));
        } else {
            Button use = new Button("Edit from this", click -> edit(current, version));
            use.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            head.add(use);
        }
        return line;
    }
}
