package io.moderato.declaration;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What would happen if a declaration were applied. */
record Plan(List<Step> steps) {
    Plan {
        steps = List.copyOf(steps);
    }

    /** The steps at which something happens, in their order. */
    List<Step> changes() {
        return steps.stream().filter(step -> step.act() != null).toList();
    }

    long count(Step.Kind kind) {
        return steps.stream().filter(step -> step.kind() == kind).count();
    }

    /** Prints it for people. */
    void print(PrintWriter out) {
        for (Step step : steps) {
            out.printf("%c %s%n", step.kind().sign(), step.subject());
            step.details().forEach(detail -> out.printf("      %s%n", detail));
        }
        out.printf(
                Locale.ROOT,
                "%nPlan: %d to create, %d to change, %d to remove; %d unchanged, %d only on the server.%n",
                count(Step.Kind.CREATE),
                count(Step.Kind.CHANGE),
                count(Step.Kind.REMOVE),
                count(Step.Kind.SAME),
                count(Step.Kind.ONLY_ON_SERVER));
        out.flush();
    }
}
