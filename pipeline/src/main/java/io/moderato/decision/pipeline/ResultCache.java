package io.moderato.decision.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.moderato.content.Content;
import io.moderato.decision.ModerationResult;
import io.moderato.decision.Reason;
import io.moderato.decision.UnexaminedReason;
import io.moderato.text.NormalizedText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of results. A key holds everything that a result depends on: every part of the content, the community, and the versions
 * of policy, rules and stages. A change of any of them makes a new key, so a stale result is never found; results that nobody asks for are
 * evicted.
 */
public final class ResultCache {
    /** A masked text is a text of somebody's: it must not outlast for long the content that it is from. */
    private static final Duration KEPT = Duration.ofHours(1);

    private final Cache<ByteBuffer, Entry> entries;

    /** A cache of at most that many results; 0 keeps none. */
    public ResultCache(int size, MeterRegistry meters) {
        this.entries = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(KEPT)
                .recordStats()
                .build();
        CaffeineCacheMetrics.monitor(meters, entries, "moderato.results");
    }

    /**
     * The key of a content under what is in force.
     *
     * @param stages the versions of the stages, and the stages' own parts of the key
     */
    static Key key(StageInput input, String stages) {
        Content content = input.content();
        InForce inForce = input.inForce();
        MessageDigest digest = sha256();
        for (String part : List.of(
                content.community().value(),
                Integer.toString(inForce.policyVersion()),
                Long.toString(inForce.rules().version()),
                stages)) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        byte[] posted = sha256().digest(utf16(content.text()));
        update(digest, NormalizedText.of(content.text()).text());
        update(digest, content.language());
        update(digest, content.parentText());
        content.images().forEach(image -> update(digest, image));
        return new Key(ByteBuffer.wrap(digest.digest()), ByteBuffer.wrap(posted));
    }

    /** The result kept under that key, marked as cached. A result with places in its text is found for exactly that text only. */
    Optional<ModerationResult> find(Key key) {
        Entry entry = entries.getIfPresent(key.basis());
        return entry == null || !entry.answersFor(key) ? Optional.empty() : Optional.of(cached(entry.result()));
    }

    /** Keeps a result, unless a stage failed: the next time the stage may work. */
    void keep(Key key, ModerationResult result) {
        if (result.unexamined().stream().anyMatch(gap -> gap.reason() == UnexaminedReason.STAGE_FAILED)) {
            return;
        }
        entries.put(key.basis(), new Entry(result, key.posted()));
    }

    /** Empties the cache. */
    void clear() {
        entries.invalidateAll();
    }

    static ModerationResult cached(ModerationResult result) {
        List<Reason> reasons = new ArrayList<>(result.reasons());
        Reason first = reasons.getFirst();
        reasons.set(0, new Reason(first.text() + " (cached)", first.category(), first.stage()));
        return new ModerationResult(
                result.outcome(),
                result.confidence(),
                reasons,
                result.scores(),
                result.modifiedText(),
                result.matches(),
                result.unexamined(),
                result.detectedLanguage(),
                result.provenance().again());
    }

    /** Adds the hash of a value, not the value itself, so that two different lists of values never give the same bytes. */
    private static void update(MessageDigest digest, @Nullable String value) {
        digest.update(value == null ? new byte[1] : sha256().digest(utf16(value)));
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16BE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /**
     * Two contents with equal keys get equal results.
     *
     * @param basis  the hash of everything that a result depends on
     * @param posted the hash of the text as posted, into which matches and masks point
     */
    record Key(ByteBuffer basis, ByteBuffer posted) {}

    private record Entry(ModerationResult result, ByteBuffer posted) {
        boolean answersFor(Key key) {
            return (result.matches().isEmpty() && result.modifiedText() == null) || posted.equals(key.posted());
        }
    }
}
