package io.moderato.review.ui;

import com.vaadin.flow.server.VaadinSession;
import io.moderato.review.store.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the moderator wrote about cases and has not used yet. It lives as long as the session, so that a reload loses nothing. */
final class CaseDrafts {
    private static final int MOST = 100;

    private final Map<UUID, String> notes = new Latest<>();
    private final Map<UUID, Resolution> undone = new Latest<>();

    private CaseDrafts() {}

    /** The drafts of whoever is logged in. */
    static CaseDrafts ofSession() {
        VaadinSession session = VaadinSession.getCurrent();
        CaseDrafts drafts = session.getAttribute(CaseDrafts.class);
        if (drafts == null) {
            drafts = new CaseDrafts();
            session.setAttribute(CaseDrafts.class, drafts);
        }
        return drafts;
    }

    /** The note about that case, or an empty text. */
    String note(UUID caseId) {
        return notes.getOrDefault(caseId, "");
    }

    /** Keeps the note about that case. */
    void note(UUID caseId, String words) {
        notes.put(caseId, words);
    }

    /** The decision about that case that was taken back, whose words are there to go on with. */
    @Nullable
    Resolution undone(UUID caseId) {
        return undone.get(caseId);
    }

    /** Keeps the words of a decision that was taken back. */
    void undone(UUID caseId, Resolution resolution) {
        undone.put(caseId, resolution);
        note(caseId, resolution.note() == null ? "" : resolution.note());
    }

    /** Forgets that case: its words went with its decision. */
    void used(UUID caseId) {
        notes.remove(caseId);
        undone.remove(caseId);
    }

    /** Keeps only so many, the ones touched latest. */
    private static final class Latest<V> extends LinkedHashMap<UUID, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, V> eldest) {
            return size() > MOST;
        }
    }
}
