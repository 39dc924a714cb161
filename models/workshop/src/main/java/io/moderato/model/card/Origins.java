package io.moderato.model.card;

import io.moderato.model.lineage.Lineage;
import io.moderato.model.lineage.Making;
import io.moderato.model.lineage.Making.Imported;
import io.moderato.model.lineage.Making.Pretrained;
import io.moderato.model.lineage.Making.Trained;
import io.moderato.model.lineage.Making.Unrecorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells on a model's card how its origins were made: its base encoder, the models whose mean it is, its teachers, and the origins of these.
 * A common origin of several models is told once.
 */
final class Origins {
    private static final String OWN = "this model";

    private final Lineage lineage;

    /** The name under which each origin was told. */
    private final Map<String, String> told = new HashMap<>();

    private final StringBuilder text = new StringBuilder();

    private Origins(Lineage lineage) {
        this.lineage = lineage;
    }

    /** A paragraph for each origin, with its own commands. */
    static String of(Lineage lineage, Trained made) {
        Origins origins = new Origins(lineage);
        origins.tellOrigins(made, "");
        return origins.text.toString();
    }

    /** The command and its outcome. */
    static String run(Trained made) {
        return """
                ```
                %s
                ```

                %s. Data version `%s`. Ended %s. If the time limit ends a run, the same command gets more or less far on another machine.
                """.formatted(made.command(), made.outcome(), made.dataVersion(), made.ended());
    }

    /**
     * @param model the name of that model in this card; empty for the card's own model
     */
    private void tellOrigins(Trained made, String model) {
        String base = made.base();
        if (base != null) {
            if (lineage.of(base) instanceof Trained || made.learnsOn()) {
                tellModel("BASE", base, model);
            } else {
                tellEncoder(base, model);
            }
        }
        tellModels("MODEL", made.meanOf(), model);
        tellModels("TEACHER", made.teachers(), model);
    }

    private void tellEncoder(String encoder, String model) {
        String before = told.putIfAbsent(encoder, model.isEmpty() ? OWN : model);
        text.append(
                before == null
                        ? "\nThe base encoder, BASE:\n\n" + madeWith(lineage, lineage.of(encoder))
                        : "\nThe base encoder, BASE, was the same as the base encoder of " + before + ".\n");
    }

    private void tellModels(String name, List<String> versions, String model) {
        for (int i = 0; i < versions.size(); i++) {
            tellModel(name + (i + 1), versions.get(i), model);
        }
    }

    private void tellModel(String name, String version, String model) {
        String full = model.isEmpty() ? name : name + " of " + model;
        String before = told.putIfAbsent(version, full);
        if (before != null) {
            text.append("\n%s was %s, %s.\n".formatted(full, before, version));
            return;
        }
        Making made = lineage.of(version);
        text.append("\n%s, %s, was made with\n\n%s".formatted(full, version, madeWith(lineage, made)));
        if (made instanceof Trained trained) {
            tellOrigins(trained, full);
        }
    }

    /** How that model or encoder was made, without a heading and without its origins. */
    static String madeWith(Lineage lineage, Making made) {
        return switch (made) {
            case Trained trained -> run(trained);
            case Pretrained encoder -> EncoderPage.runs(lineage, encoder);
            case Imported imported -> "Another program. It came from %s.\n".formatted(source(imported));
            case Unrecorded _ -> "Nobody wrote down how it was made.\n";
        };
    }

    private static String source(Imported imported) {
        return "%s%s; licence, as the source states it: %s"
                .formatted(
                        imported.source(),
                        imported.revision() == null ? "" : ", revision " + imported.revision(),
                        imported.licence());
    }
}
