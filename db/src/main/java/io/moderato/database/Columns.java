package io.moderato.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Converts values between records and columns. Arrays are passed as text arrays and cast in the statement. */
public final class Columns {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Columns() {}

    /** The value as JSON text, for a {@code ::jsonb} parameter. */
    public static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** The value of a jsonb column. */
    public static <T> T fromJson(String json, TypeReference<T> type) {
        return JSON.readValue(json, type);
    }

    /** The value of a jsonb column. */
    public static <T> T fromJson(String json, Class<T> type) {
        return JSON.readValue(json, type);
    }

    /** The parameters of a statement, some of which may be null. */
    public static List<@Nullable Object> values(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /** One column of many rows, as a text array. A null value stays null. */
    public static <T> String[] column(Collection<T> rows, Function<T, @Nullable Object> value) {
        String[] column = new String[rows.size()];
        int row = 0;
        for (T each : rows) {
            Object cell = value.apply(each);
            column[row++] = cell == null ? null : cell.toString();
        }
        return column;
    }

    /** The instant of a timestamptz column that is never null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    /** The instant of a timestamptz column, or null. */
    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    /** An instant as a parameter. */
    public static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The id of a uuid column that is never null. */
    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** The id of a uuid column, or null. */
    public static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** The texts of a text[] column. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
