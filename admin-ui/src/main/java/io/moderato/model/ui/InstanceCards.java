package io.moderato.model.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import io.moderato.console.Facts;
import io.moderato.console.Looks;
import io.moderato.model.store.RunningModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The running instances: the model of each, and whether the instance still reports. */
final class InstanceCards extends Div {
    private static final Duration SILENT = Duration.ofMinutes(2);

    InstanceCards(List<RunningModel> instances) {
        addClassName("instances");
        instances.forEach(model -> add(instance(model)));
    }

    /** Whether the instance has not reported for longer than a few heartbeats. */
    static boolean isSilent(RunningModel model) {
        return model.seenAt().isBefore(Instant.now().minus(SILENT));
    }

    private static Section instance(RunningModel model) {
        H2 name = new H2(model.instance());
        Div head = new Div(name, Looks.tag(isSilent(model) ? "silent" : "running"));
        head.addClassName("line");
        Facts facts = new Facts();
        facts.fact("Model", model.name());
        facts.fact("Version", model.version());
        facts.fact("Loaded", Looks.agoText(model.loadedAt()));
        facts.fact("Last seen", Looks.agoText(model.seenAt()));
        facts.fact("Scores", Figures.name(String.join(", ", model.categories())));
        Section one = new Section(head, facts);
        one.addClassNames("card", "stack", "side");
        return one;
    }
}
