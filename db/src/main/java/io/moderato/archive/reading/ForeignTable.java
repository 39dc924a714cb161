package io.moderato.archive.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A table of somebody else's posts: one column identifies a row, another has the text. */
public final class ForeignTable {
    private static final List<String> TEXTS = List.of("text", "character varying", "character", "citext");

    private final JdbcClient jdbc;
    private final KeyedTable table;
    private final String text;

    private ForeignTable(JdbcClient jdbc, KeyedTable table, String text) {
        this.jdbc = jdbc;
        this.table = table;
        this.text = text;
    }

    /**
     * A row.
     *
     * @param id   the key as text
     * @param text null where the column is null
     */
    public record Row(String id, @Nullable String text) {}

    /**
     * Finds the table.
     *
     * @param name a table or view, also {@code schema.table}
     * @throws ArchiveReadingException if there is none, a column is missing, the text is not a text, or the key is not known to be unique
     */
    static ForeignTable find(JdbcClient jdbc, String name, String id, String text) {
        Optional<String> found = jdbc.sql("SELECT to_regclass(?)::text")
                .param(quoted(name))
                .query(String.class)
                .optional();
        String table = found.orElseThrow(
                () -> new ArchiveReadingException("There is no table %s that this role sees.".formatted(name)));
        String idType = type(jdbc, table, id, "--id");
        String textType = type(jdbc, table, text, "--text");
        if (TEXTS.stream().noneMatch(each -> textType.equals(each) || textType.startsWith(each + "("))) {
            throw new ArchiveReadingException(
                    "The column \"%s\" of %s is of the type %s; a text is text or character varying."
                            .formatted(text, name, textType));
        }
        if (!isUnique(jdbc, table, id)) {
            throw new ArchiveReadingException(
                    "The column \"%s\" of %s has no unique index of its own, so rows could be read twice or not at all. Choose another column by --id, or make such an index."
                            .formatted(id, name));
        }
        return new ForeignTable(jdbc, new KeyedTable(table, quote(id), idType), quote(text));
    }

    /** The ranges of about as many rows that the table has now. */
    public List<KeyRange> ranges(int rows) {
        return table.ranges(jdbc, null, null, rows);
    }

    /** The rows of a range in the order of the key; to be closed. */
    public Stream<Row> rows(KeyRange range) {
        return jdbc
                .sql("SELECT %s::text AS id, %s AS text FROM %s WHERE %s ORDER BY %s"
                        .formatted(
                                table.key(),
                                text,
                                table.table(),
                                table.within(range.after() != null, true),
                                table.key()))
                .params(KeyedTable.bounds(range.after(), range.until()))
                .query((row, index) -> new Row(row.getString("id"), row.getString("text")))
                .stream();
    }

    /** Only whole names of one or two parts reach a statement, and each part is quoted. */
    private static String quoted(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("\\.", 2)) {
            parts.add(quote(part));
        }
        return String.join(".", parts);
    }

    private static String quote(String identifier) {
        if (identifier.isEmpty() || identifier.indexOf('\0') >= 0) {
            throw new ArchiveReadingException("The name of a table or column is empty.");
        }
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String type(JdbcClient jdbc, String table, String column, String option) {
        return jdbc.sql("""
                        SELECT format_type(atttypid, NULL) FROM pg_attribute
                        WHERE attrelid = ?::regclass AND attname = ? AND attnum > 0 AND NOT attisdropped
                        """)
                .params(table, column)
                .query(String.class)
                .optional()
                .orElseThrow(() ->
                        new ArchiveReadingException("%s has no column \"%s\". It has %s; %s names another one."
                                .formatted(table, column, String.join(", ", columns(jdbc, table)), option)));
    }

    private static List<String> columns(JdbcClient jdbc, String table) {
        return jdbc.sql(
                        "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum")
                .param(table)
                .query(String.class)
                .list();
    }

    private static boolean isUnique(JdbcClient jdbc, String table, String column) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
                            WHERE i.indrelid = ?::regclass AND i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indnkeyatts = 1
                            AND a.attname = ? AND a.attnotnull)
                        """).params(table, column).query(Boolean.class).single();
    }
}
