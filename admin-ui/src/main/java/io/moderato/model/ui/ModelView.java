package io.moderato.model.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.OptionalParameter;
import com.vaadin.flow.router.Route;
import io.moderato.console.ConsoleLayout;
import io.moderato.console.Key;
import io.moderato.console.Keys;
import io.moderato.console.Looks;
import io.moderato.console.Screen;
import io.moderato.model.store.RunningModel;
import io.moderato.model.store.RunningModels;
import jakarta.annotation.security.RolesAllowed;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The model that decides at the moment: its figures beside those of its rivals, what to watch, its card and its data. */
@Route(value = "model", layout = ConsoleLayout.class)
@RolesAllowed("ADMIN")
public class ModelView extends Screen implements HasUrlParameter<String> {
    private static final int VERSION_SHOWN = 12;

    private final transient List<RunningModel> recent;
    private final transient Map<ModelTab, Tab> tabs = new EnumMap<>(ModelTab.class);
    private final Div model = new Div();
    private @Nullable TabSheet sheet;
    private ModelTab open = ModelTab.OVERVIEW;

    ModelView(RunningModels models) {
        super("Model");
        addClassName("page");
        recent = models.recent();
        if (recent.isEmpty()) {
            add(Looks.empty(
                    "No model runs",
                    "The inference service reports its model after its start. No report came within the last day."));
            return;
        }
        model.addClassName("model");
        Map<String, RunningModel> versions = new LinkedHashMap<>();
        recent.forEach(each -> versions.putIfAbsent(each.version(), each));
        if (versions.size() > 1) {
            add(choice(List.copyOf(versions.values())));
        }
        add(model);
        show(recent.getFirst());
    }

    private Select<RunningModel> choice(List<RunningModel> versions) {
        Select<RunningModel> choice = new Select<>();
        choice.setLabel("%d versions run".formatted(versions.size()));
        choice.setItems(versions);
        choice.setItemLabelGenerator(each -> each.name() + " · " + shortVersion(each));
        choice.setValue(versions.getFirst());
        choice.addValueChangeListener(change -> show(change.getValue()));
        return choice;
    }

    private void show(RunningModel running) {
        rest(running.name());
        MeasurementsPane figures = new MeasurementsPane(running.name(), running.metrics());
        Map<ModelTab, Component> panes = figures.tabs();
        CardText card = new CardText(running.card());
        panes.put(ModelTab.CARD, card(card, "The model came without a card", "A card says what a model is for."));
        panes.put(
                ModelTab.DATA,
                card(
                        card.aboutData(),
                        "The card does not say what the model was trained on",
                        "Ask the makers of the model before you trust it: a model cannot judge what it never saw. The card is on the tab before this one."));
        panes.put(ModelTab.INSTANCES, new InstanceCards(recent));
        TabSheet made = new TabSheet();
        made.addClassName("model-tabs");
        tabs.clear();
        for (ModelTab each : ModelTab.values()) {
            Tab tab = Keys.on(new Tab(each.label()), each.key());
            tabs.put(each, tab);
            made.add(tab, panes.get(each));
        }
        made.setSelectedTab(tabs.get(open));
        made.addSelectedChangeListener(change -> tabs.forEach((each, tab) -> {
            if (tab.equals(change.getSelectedTab()) && each != open) {
                getUI().ifPresent(ui -> ui.navigate(ModelView.class, each.path()));
            }
        }));
        sheet = made;
        model.removeAll();
        model.add(head(running, figures.origin()), made);
    }

    @Override
    public void setParameter(BeforeEvent event, @OptionalParameter @Nullable String path) {
        open = path == null
                ? ModelTab.OVERVIEW
                : ModelTab.at(path).orElseThrow(() -> new NotFoundException("The model has no part of that name"));
        if (sheet != null) {
            sheet.setSelectedTab(tabs.get(open));
        }
    }

    private Div head(RunningModel running, String origin) {
        Span name = new Span(running.name());
        name.addClassName("model-name");
        Span version = Looks.tag("version " + shortVersion(running));
        version.setTitle(running.version());
        Div head = new Div(name, version);
        head.addClassNames("line", "model-head");
        long alive = recent.stream()
                .filter(each -> each.version().equals(running.version()) && !InstanceCards.isSilent(each))
                .count();
        head.add(Looks.tag(alive == 0 ? "silent" : "runs on " + Looks.count(alive, "instance", "instances")));
        head.add(Looks.quiet(origin));
        return head;
    }

    private static String shortVersion(RunningModel running) {
        String version = running.version();
        return version.length() <= VERSION_SHOWN ? version : version.substring(0, VERSION_SHOWN);
    }

    private static Component card(CardText card, String missing, String instead) {
        if (card.markdown().isBlank()) {
            return Looks.empty(missing, instead);
        }
        Div frame = new Div(new Markdown(card.shown()));
        frame.addClassNames("card", "model-card");
        return frame;
    }

    @Override
    public List<Key> keys() {
        return List.of(new Key("1 to 7", "open a tab"));
    }
}
