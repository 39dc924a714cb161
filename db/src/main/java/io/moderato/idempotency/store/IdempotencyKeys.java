package io.moderato.idempotency.store;

import io.moderato.content.ContentId;
import io.moderato.database.Columns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/**
 * The calls of each API key that have an idempotency key, for a day (decision record 24). One caller at a time does a call; whoever repeats
 * the call gets the same answer.
 */
@Repository
public class IdempotencyKeys {
    /** How long a call is remembered. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** How many bytes of an answer are kept at most. */
    public static final int LARGEST_ANSWER = 2 << 20;

    /** No call takes longer; whoever has not ended it by then was killed. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(2);

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    IdempotencyKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Begins a call, or says what became of it.
     *
     * @param fingerprint what the call asks for, hashed
     */
    public Begun begin(UUID apiKey, String key, byte[] fingerprint) {
        UUID claim = UUID.randomUUID();
        boolean mine = jdbc.sql("""
                        INSERT INTO idempotency_key AS k (api_key_id, key, fingerprint, claim, lease_until)
                        VALUES (:apiKey, :key, :fingerprint, :claim, now() + :lease * interval '1 second')
                        ON CONFLICT (api_key_id, key) DO UPDATE SET
                            fingerprint = excluded.fingerprint, claim = excluded.claim, began_at = now(), lease_until = excluded.lease_until,
                            status = NULL, headers = NULL, body = NULL, contents = '{}'
                        WHERE k.began_at < now() - :kept * interval '1 second'
                           OR (k.status IS NULL AND k.lease_until < now() AND k.fingerprint = excluded.fingerprint)
                        """)
                        .param("apiKey", apiKey)
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .param("claim", claim)
                        .param("lease", LONGEST_CALL.toSeconds())
                        .param("kept", KEPT.toSeconds())
                        .update()
                == 1;
        return mine ? new Begun.First(claim) : known(apiKey, key, fingerprint);
    }

    private Begun known(UUID apiKey, String key, byte[] fingerprint) {
        return jdbc.sql("SELECT * FROM idempotency_key WHERE api_key_id = ? AND key = ?")
                .params(apiKey, key)
                .query((row, index) -> known(row, fingerprint))
                .optional()
                // it has just failed, so that whoever comes again may do it
                .orElseGet(Begun.Running::new);
    }

    private static Begun known(ResultSet row, byte[] fingerprint) throws SQLException {
        if (!Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
            return new Begun.OtherCall();
        }
        Integer status = row.getObject("status", Integer.class);
        return status == null
                ? new Begun.Running()
                : new Begun.Done(new KeptAnswer(
                        status, Columns.fromJson(row.getString("headers"), HEADERS), unpacked(row.getBytes("body"))));
    }

    /**
     * Keeps the answer to a call.
     *
     * @param contents the contents that the answer may hold words of: with them it is forgotten
     */
    public void finish(UUID claim, UUID apiKey, String key, KeptAnswer answer, Collection<ContentId> contents) {
        byte[] body = answer.body();
        jdbc.sql("""
                        UPDATE idempotency_key SET status = ?, headers = ?::jsonb, body = ?, contents = ?::uuid[]
                        WHERE api_key_id = ? AND key = ? AND claim = ?
                        """)
                .params(Columns.values(
                        answer.status(),
                        Columns.json(answer.headers()),
                        body == null || body.length > LARGEST_ANSWER ? null : packed(body),
                        Columns.column(contents, ContentId::value),
                        apiKey,
                        key,
                        claim))
                .update();
    }

    /** Forgets a call that was not done, so that it may be made again. */
    public void abandon(UUID claim, UUID apiKey, String key) {
        jdbc.sql("DELETE FROM idempotency_key WHERE api_key_id = ? AND key = ? AND claim = ?")
                .params(apiKey, key, claim)
                .update();
    }

    /** Forgets up to that many calls whose time is over, and returns how many. */
    public int forgetOld(int limit) {
        return jdbc.sql("""
                        DELETE FROM idempotency_key WHERE (api_key_id, key) IN (
                            SELECT api_key_id, key FROM idempotency_key WHERE began_at < now() - ? * interval '1 second'
                            ORDER BY began_at LIMIT ? FOR UPDATE SKIP LOCKED)
                        """).params(KEPT.toSeconds(), limit).update();
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static byte @Nullable [] unpacked(byte @Nullable [] packed) {
        if (packed == null) {
            return null;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
