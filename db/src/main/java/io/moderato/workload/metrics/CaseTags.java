package io.moderato.workload.metrics;

import io.micrometer.core.instrument.Tags;
import io.moderato.workload.store.CaseKind;
import java.util.Locale;

/** The labels of metrics about cases. */
final class CaseTags {
    private CaseTags() {}

    static Tags of(CaseKind kind) {
        return Tags.of("queue", kind.queue(), "cause", kind.cause().name().toLowerCase(Locale.ROOT));
    }
}
