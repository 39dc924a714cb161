package io.moderato.batch.input;

import io.moderato.archive.reading.ForeignTable;
import io.moderato.archive.reading.KeyRange;
import io.moderato.archive.store.DatabaseLogin;
import io.moderato.decision.file.TextLine;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A table of somebody else's posts in PostgreSQL. */
public final class TableSource implements Source {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatabaseLogin login;
    private final String table;
    private final Columns columns;
    private final int pieceRows;

    /**
     * That table.
     *
     * @param pieceRows how many rows a task reads
     */
    public TableSource(DatabaseLogin login, String table, Columns columns, int pieceRows) {
        this.login = login;
        this.table = table;
        this.columns = columns;
        this.pieceRows = pieceRows;
    }

    @Override
    public JsonNode identity() {
        ObjectNode identity = JSON.createObjectNode();
        identity.put("database", login.database());
        identity.put("table", table);
        identity.set("columns", JSON.valueToTree(columns));
        identity.put("pieceRows", pieceRows);
        return identity;
    }

    @Override
    public List<Piece> pieces() {
        List<KeyRange> ranges = DatabaseReading.in(
                login,
                snapshot -> snapshot.table(table, columns.id(), columns.text()).ranges(pieceRows));
        List<Piece> pieces = new ArrayList<>();
        ranges.forEach(range -> pieces.add(new KeyPiece(pieces.size(), table, range)));
        return pieces;
    }

    @Override
    public PieceReader reader() {
        DatabaseLogin who = login;
        String from = table;
        Columns read = columns;
        return (piece, hadoop) -> new DatabaseRows<>(
                who,
                snapshot -> snapshot.table(from, read.id(), read.text()).rows(((KeyPiece) piece).range()),
                row -> item(row, from, read));
    }

    private static Item item(ForeignTable.Row row, String table, Columns columns) {
        if (row.text() == null) {
            return new Item.Malformed(table, columns.id(), row.id(), "has no \"" + columns.text() + "\"");
        }
        return new Item.Row(
                JsonNodeFactory.instance.stringNode(row.id()),
                null,
                new TextLine(JsonNodeFactory.instance.stringNode(row.id()), row.text()).content(),
                Past.UNKNOWN);
    }

    @Override
    public Format format() {
        return Format.JSON_LINES;
    }

    @Override
    public void checkOutput(Path output) {
        // no file is a part of a table
    }

    @Override
    public void checkUnchanged() {
        // each piece is a state of its own; rows that come later belong to none
    }
}
