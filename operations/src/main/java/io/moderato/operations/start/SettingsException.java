package io.moderato.operations.start;

import java.util.List;

/** Settings that a service cannot start with, all of them, each with what is wrong. */
final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsException(List<String> faults) {
        super(
                faults.size() == 1
                        ? "A setting is wrong: " + faults.getFirst()
                        : faults.size() + " settings are wrong:\n  - " + String.join("\n  - ", faults));
    }
}
