package io.moderato.model.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run in which an encoder read plain text.
 *
 * @param commands how a person would do the same, one after the other
 * @param tokensOfStep how many tokens were read in each step
 * @param device what it ran on; absent for processor cores
 * @param mix how often each corpus counted
 * @param heldOutLoss the loss of a hidden piece on rows that this run held out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PretrainingRun(
        List<String> commands,
        long steps,
        int tokensOfStep,
        double minutes,
        @Nullable String device,
        String dataVersion,
        String mix,
        double heldOutLoss) {
    /** Checks that nothing is missing. */
    public PretrainingRun {
        commands = Making.copy(commands);
        if (commands.isEmpty()) {
            throw new IllegalArgumentException("commands of a run are missing");
        }
        Making.require(dataVersion, "dataVersion of a run");
        if (mix == null) {
            throw new IllegalArgumentException("mix of a run is missing");
        }
    }
}
