package io.moderato.model.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.router.Route;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Looks;
import io.moderato.console.Screen;
import io.moderato.model.RunningModel;
import io.moderato.model.RunningModels;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which model decides at the moment, how good it measured, and its card. */
@Route(value = "model", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class ModelView extends Screen {
    private static final Duration SILENT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_METRICS = 200;

    ModelView(RunningModels models) {
        super("Model");
        addClassName("page");
        List<RunningModel> recent = models.recent();
        if (recent.isEmpty()) {
            add(
                    Looks.empty(
                            "No model runs",
                            "The inference service tells which model it runs when it has started. Nothing told so within a day."));
            return;
        }
        RunningModel running = recent.getFirst();
        rest(running.name());
        Div instances = new Div(new H2("Instances"));
        instances.addClassNames("card", "stack");
        recent.forEach(model -> instances.add(instance(model)));
        Div metrics = new Div(new H2("Measured"));
        metrics.addClassNames("card", "stack");
        metrics.add(metrics(running.metrics()));
        // the card is Markdown from a model folder that somebody may have fetched: markup in it is shown, not obeyed
        Div card = new Div(new Markdown(running.card().replace("<", "&lt;")));
        card.addClassNames("card", "model-card");
        Div right = new Div(instances, metrics);
        right.addClassNames("stack", "side");
        Div columns = new Div(card, right);
        columns.addClassName("columns");
        add(columns);
    }

    private static Div instance(RunningModel model) {
        boolean silent = model.seenAt().isBefore(Instant.now().minus(SILENT));
        Span name = new Span(model.instance());
        name.addClassName("strong");
        Div head = new Div(name, Looks.tag(silent ? "silent" : "running"));
        head.addClassName("line");
        Div facts = new Div();
        facts.addClassName("facts");
        fact(facts, "Model", model.name());
        fact(facts, "Version", model.version());
        fact(facts, "Loaded", Looks.agoText(model.loadedAt()));
        fact(facts, "Last seen", Looks.agoText(model.seenAt()));
        fact(facts, "Scores", String.join(", ", model.categories()).replace('_', ' '));
        Div one = new Div(head, facts);
        one.addClassName("stack");
        return one;
    }

    private static void fact(Div facts, String label, String value) {
        Span name = new Span(label);
        name.addClassName("quiet");
        Span text = new Span(value);
        text.setTitle(value);
        facts.add(name, text);
    }

    private static Div metrics(String json) {
        Div table = new Div();
        table.addClassName("metrics");
        try {
            flatten("", JSON.readTree(json), table);
        } catch (JacksonException unreadable) {
            table.add(new Span("The metrics cannot be read."));
        }
        return table;
    }

    private static void flatten(String path, JsonNode node, Div table) {
        if (table.getComponentCount() >= 2 * MOST_METRICS) {
            return;
        }
        if (node.isObject()) {
            node.propertyStream()
                    .forEach(field -> flatten(
                            path.isEmpty() ? field.getKey() : path + " · " + field.getKey(), field.getValue(), table));
        } else if (node.isValueNode()) {
            Span name = new Span(path.replace('_', ' '));
            Span value = new Span(
                    node.isFloatingPointNumber()
                            ? String.format(Locale.ROOT, "%.3f", node.doubleValue())
                            : node.asString());
            value.addClassName("number");
            table.add(name, value);
        }
    }
}
