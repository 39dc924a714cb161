package io.moderato.decision.inference;

import io.moderato.community.CommunityId;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A synchronous call: what it asks, and the answer that its caller waits for. */
final class WaitingCall {
    /** What a call asks about its contents. Calls that ask the same may be answered together. */
    enum Question {
        /** How are they decided? */
        MODERATE,
        /** What do all stages find in them? */
        SCORE
    }

    private final Question question;
    private final List<Content> contents;
    private final Map<CommunityId, Long> costs;
    private final long chars;
    private final CompletableFuture<List<ModerationResult>> answer = new CompletableFuture<>();
    private volatile @Nullable SharedWork work;

    WaitingCall(Question question, List<Content> contents) {
        this.question = question;
        this.contents = contents;
        this.costs = FairTurns.costs(contents);
        this.chars =
                contents.stream().mapToLong(content -> content.text().length()).sum();
    }

    Question question() {
        return question;
    }

    List<Content> contents() {
        return contents;
    }

    Map<CommunityId, Long> costs() {
        return costs;
    }

    /** UTF-16 chars of all its texts. */
    long chars() {
        return chars;
    }

    CompletableFuture<List<ModerationResult>> answer() {
        return answer;
    }

    /** The work that this call is now part of. */
    void joins(SharedWork begun) {
        this.work = begun;
    }

    /** Its caller waits no more. Work for nobody ends at the next point where it can. */
    void giveUp() {
        if (answer.cancel(false)) {
            SharedWork begun = work;
            if (begun != null) {
                begun.stopIfUnwanted();
            }
        }
    }
}
