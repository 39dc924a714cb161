package io.moderato.model.ui;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The tabs of the screen, each with its own address. */
enum ModelTab {
    OVERVIEW("Overview"),
    SETS("Sets"),
    BEHAVIOUR("Behaviour"),
    PROBABILITIES("Probabilities"),
    CARD("Card"),
    DATA("Data"),
    INSTANCES("Instances");

    private final String label;

    ModelTab(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    String path() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of the tab, counted from 1. */
    String key() {
        return String.valueOf(ordinal() + 1);
    }

    static Optional<ModelTab> at(String path) {
        return Arrays.stream(values()).filter(tab -> tab.path().equals(path)).findFirst();
    }
}
