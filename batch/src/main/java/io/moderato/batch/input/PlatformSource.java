package io.moderato.batch.input;

import io.moderato.archive.reading.KeyRange;
import io.moderato.archive.reading.PastContent;
import io.moderato.archive.reading.PastContents.Revisions;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.batch.BatchException;
import io.moderato.community.CommunityId;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The decided contents of a community, from the database of the platform. */
public final class PlatformSource implements Source {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatabaseLogin login;
    private final CommunityId community;
    private final Period period;
    private final Revisions revisions;
    private final int pieceRows;

    /**
     * Those contents.
     *
     * @param pieceRows how many revisions of all communities lie in what a task reads
     * @throws BatchException if the database does not answer, is not that of a platform of this release, or has no such community
     */
    public PlatformSource(
            DatabaseLogin login, CommunityId community, Period period, Revisions revisions, int pieceRows) {
        this.login = login;
        this.community = community;
        this.period = period;
        this.revisions = revisions;
        this.pieceRows = pieceRows;
        DatabaseReading.in(login, snapshot -> {
            if (!snapshot.isPlatform()) {
                throw new BatchException(
                        "%s is not the database of a platform of this release. Start the platform once, so that its schema is up to date; --table reads a table of yours."
                                .formatted(login.url()));
            }
            List<String> communities = snapshot.communities();
            if (!communities.contains(community.value())) {
                throw new BatchException("The platform has no community %s. It has %s."
                        .formatted(community.value(), String.join(", ", communities)));
            }
            return communities;
        });
    }

    /**
     * When contents were submitted.
     *
     * @param since the first time; null for the first content
     * @param until the time at which it ends, which is not in it; null for now
     */
    public record Period(@Nullable Instant since, @Nullable Instant until) implements Serializable {}

    /** Where its database is. */
    public DatabaseLogin login() {
        return login;
    }

    /** Whose contents. */
    public CommunityId community() {
        return community;
    }

    @Override
    public JsonNode identity() {
        ObjectNode identity = JSON.createObjectNode();
        identity.put("database", login.database());
        identity.put("community", community.value());
        identity.put("since", period.since() == null ? null : period.since().toString());
        identity.put("until", period.until() == null ? null : period.until().toString());
        identity.put("revisions", revisions.name());
        identity.put("pieceRows", pieceRows);
        return identity;
    }

    @Override
    public List<Piece> pieces() {
        List<KeyRange> ranges = DatabaseReading.in(
                login, snapshot -> snapshot.contents(community).ranges(period.since(), period.until(), pieceRows));
        List<Piece> pieces = new ArrayList<>();
        ranges.forEach(range -> pieces.add(new KeyPiece(pieces.size(), "content", range)));
        return pieces;
    }

    @Override
    public PieceReader reader() {
        PastContentReader contents = contents();
        return (piece, hadoop) ->
                new DatabaseRows<>(contents.login(), snapshot -> contents.of(snapshot, piece), PlatformSource::item);
    }

    /** What tasks read decided contents with. */
    public PastContentReader contents() {
        return new PastContentReader(login, community, revisions);
    }

    private static Item item(PastContent past) {
        return new Item.Row(
                JsonNodeFactory.instance.stringNode(past.content().id().toString()),
                past.content().revision(),
                past.content(),
                new Past(
                        past.automatic(),
                        past.category(),
                        past.label() == null ? null : past.label().right(),
                        past.byHuman() ? null : new Past.Standing(past.standing(), past.standingOutcome())));
    }

    @Override
    public Format format() {
        return Format.JSON_LINES;
    }

    @Override
    public void checkOutput(Path output) {
        // no file is a part of the platform's database
    }

    @Override
    public void checkUnchanged() {
        // each piece is a state of its own; contents that come later belong to none
    }
}
