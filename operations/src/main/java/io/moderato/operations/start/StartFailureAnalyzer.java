package io.moderato.operations.start;

import io.moderato.database.schema.SchemaException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Shows what our own checks say at a start in their words alone, without the stack of calls. */
class StartFailureAnalyzer implements FailureAnalyzer {
    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SettingsException || each instanceof SchemaException) {
                return new FailureAnalysis(String.valueOf(each.getMessage()), null, failure);
            }
        }
        return null;
    }
}
