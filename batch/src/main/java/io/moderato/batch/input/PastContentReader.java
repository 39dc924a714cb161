package io.moderato.batch.input;

import io.moderato.archive.reading.ArchiveSnapshot;
import io.moderato.archive.reading.PastContent;
import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.community.CommunityId;
import java.io.Serializable;
import java.util.stream.Stream;

/** Reads the decided contents of a community where tasks run. The login travels inside a task, where no log and no page of Spark shows it. */
public record PastContentReader(DatabaseLogin login, String community, Revisions revisions) implements Serializable {
    PastContentReader(DatabaseLogin login, CommunityId community, Revisions revisions) {
        this(login, community.value(), revisions);
    }

    /** The contents of a piece; to be closed. */
    public Stream<PastContent> of(ArchiveSnapshot snapshot, Piece piece) {
        return snapshot.contents(new CommunityId(community)).read(((KeyPiece) piece).range(), revisions);
    }
}
