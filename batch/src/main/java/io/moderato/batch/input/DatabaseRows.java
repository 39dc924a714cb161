package io.moderato.batch.input;

import io.moderato.archive.reading.ArchiveSnapshot;
import io.moderato.archive.store.DatabaseLogin;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** The rows of a range of keys, from one snapshot. */
final class DatabaseRows<T> implements Rows {
    private final DatabaseLogin login;
    private final ArchiveSnapshot snapshot;
    private final Stream<T> found;
    private final Iterator<T> rows;
    private final Function<T, Item> item;

    DatabaseRows(DatabaseLogin login, Function<ArchiveSnapshot, Stream<T>> query, Function<T, Item> item)
            throws IOException {
        this.login = login;
        this.item = item;
        snapshot = ArchiveSnapshot.open(login);
        try {
            found = query.apply(snapshot);
            rows = found.iterator();
        } catch (DataAccessException failed) {
            snapshot.close();
            throw new IOException(DatabaseReading.inWords(login, failed), failed);
        }
    }

    @Override
    public @Nullable Item next() throws IOException {
        try {
            return rows.hasNext() ? item.apply(rows.next()) : null;
        } catch (DataAccessException failed) {
            throw new IOException(DatabaseReading.inWords(login, failed), failed);
        }
    }

    @Override
    public void close() {
        found.close();
        snapshot.close();
    }
}
