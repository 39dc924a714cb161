package io.moderato.report.store;

import io.moderato.community.CommunityId;
import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import io.moderato.erasure.ErasureParticipant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes the words and the reporters out of reports; how many there were, about what and when, stays. */
@Repository
class ReportErasure implements ErasureParticipant {
    private final JdbcClient jdbc;

    ReportErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean eraseContents(List<ContentId> contents, int atMost) {
        return empty("content_id = ANY (?::uuid[])", atMost, (Object) Columns.column(contents, ContentId::value));
    }

    @Override
    public boolean erasePerson(CommunityId community, String person, int atMost) {
        return empty("community_id = ? AND reporter_id = ?", atMost, community.value(), person);
    }

    /** The report's own id takes the reporter's place, so that no two reports become the same. */
    private boolean empty(String which, int atMost, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.add(atMost);
        int emptied = jdbc.sql("""
                        UPDATE report SET reporter_id = id::text, reason = ''
                        WHERE id IN (SELECT id FROM report WHERE %s AND reason <> '' LIMIT ?)
                        """.formatted(which)).params(all).update();
        return emptied < atMost;
    }
}
