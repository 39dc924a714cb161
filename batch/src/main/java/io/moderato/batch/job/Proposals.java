package io.moderato.batch.job;

import io.moderato.archive.store.DatabaseLogin;
import io.moderato.archive.store.ProposedChange;
import io.moderato.archive.store.RunConnection;
import io.moderato.batch.input.DatabaseReading;
import io.moderato.batch.input.Item;
import io.moderato.batch.input.Past;
import io.moderato.decision.ModerationResult;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/**
 * Tells the platform what it would decide otherwise, so that an admin may apply it.
 *
 * @param login where it is told
 * @param run   as a part of what
 */
record Proposals(DatabaseLogin login, UUID run) implements Serializable {
    private static final int AT_ONCE = 500;

    /** Opens it for a piece; null where nobody is told. */
    static Open open(@Nullable Proposals proposals) {
        return new Open(proposals);
    }

    /** Takes the changes of one piece. */
    static final class Open implements AutoCloseable {
        private final @Nullable Proposals proposals;
        private final @Nullable RunConnection connection;
        private final List<ProposedChange> waiting = new ArrayList<>();

        private Open(@Nullable Proposals proposals) {
            this.proposals = proposals;
            this.connection = proposals == null ? null : new RunConnection(proposals.login());
        }

        /** Of a decision of humans no change is proposed. */
        void changes(List<Item.Row> rows, List<ModerationResult> results) throws IOException {
            if (connection == null) {
                return;
            }
            for (int i = 0; i < rows.size(); i++) {
                Past past = rows.get(i).past();
                ModerationResult result = results.get(i);
                if (past.standing() != null && past.outcome() != result.outcome()) {
                    waiting.add(new ProposedChange(
                            rows.get(i).content().id(),
                            rows.get(i).content().revision(),
                            past.standing().decision(),
                            past.standing().outcome(),
                            result));
                }
                if (waiting.size() >= AT_ONCE) {
                    tell();
                }
            }
            tell();
        }

        private void tell() throws IOException {
            if (waiting.isEmpty() || connection == null || proposals == null) {
                return;
            }
            try {
                connection.runs().propose(proposals.run(), waiting);
            } catch (DataAccessException failed) {
                throw new IOException(DatabaseReading.inWords(proposals.login(), failed), failed);
            }
            waiting.clear();
        }

        @Override
        public void close() {
            if (connection != null) {
                connection.close();
            }
        }
    }
}
