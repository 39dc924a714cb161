package io.moderato.review.ui;

import com.vaadin.flow.server.VaadinSession;
import io.moderato.review.store.Resolution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The moderator's unused notes and texts about cases. They are kept as long as the session, so that a reload loses nothing. */
final class CaseDrafts {
    private static final int MOST = 100;

    private final Map<UUID, String> notes = new Latest<>();
    private final Map<UUID, Resolution> undone = new Latest<>();

    private CaseDrafts() {}

    /** The drafts of the current session. */
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

    /** The decision about that case that was taken back, with its words for the next try. */
    @Nullable
    Resolution undone(UUID caseId) {
        return undone.get(caseId);
    }

    /** Keeps the words of a decision that was taken back. */
    void undone(UUID caseId, Resolution resolution) {
        undone.put(caseId, resolution);
        note(caseId, resolution.note() == null ? "" : resolution.note());
    }

    /** Forgets the words about that case, because its decision was made with them. */
    void used(UUID caseId) {
        notes.remove(caseId);
        undone.remove(caseId);
    }

    /** A map that keeps only a limited number of entries: those used latest. */
    private static final class Latest<V> extends LinkedHashMap<UUID, V> {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, V> eldest) {
            return size() > MOST;
        }
    }
}
