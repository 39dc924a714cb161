package io.moderato.model.lineage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run in which an encoder read plain text.
 *
 * @param commands the commands that do the same, one after the other
 * @param tokensOfStep the number of tokens in each step
 * @param device the device on which it ran; absent for processor cores
 * @param mix how often each corpus was read
 * @param heldOutLoss the loss of a hidden piece on rows that were held out of this run
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
