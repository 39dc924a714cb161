package io.moderato.standalone.clients;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A library that calls OpenAI's moderation endpoint, with nothing changed but its base URL and its key. */
interface OpenAiClient {
    /** How often a call is made anew until it comes to what a test waits for. */
    int MOST_TRIES = 300;

    /**
     * What is asked.
     *
     * @param model   null for the library's own
     * @param retries how often the library may try again by itself
     */
    record Call(String url, String key, @Nullable String model, List<String> texts, int retries) {}

    /**
     * What came of it.
     *
     * @param flagged   for each text, or for all of them where the library says no more
     * @param exception the simple name of what the library threw; null if nothing
     */
    record Outcome(List<Boolean> flagged, @Nullable String exception) {}

    /** Makes the call. */
    Outcome moderate(Call call);

    /** Makes the call until the library throws what it throws for that status. */
    default Outcome refused(Call call, int status) {
        Outcome outcome = moderate(call);
        for (int tries = 1; !exceptionFor(status).equals(outcome.exception()) && tries < MOST_TRIES; tries++) {
            outcome = moderate(call);
        }
        return outcome;
    }

    /** The simple name of what the library's users catch for that status. */
    String exceptionFor(int status);

    /** Whether the library sends several texts in one call. */
    boolean takesSeveral();
}
