package io.moderato.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads times from 1970 to 2199 in the form of RFC 3339. Refuses numbers. */
final class TimeDeserializer extends StdScalarDeserializer<Instant> {
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    TimeDeserializer() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return (Instant) context.handleUnexpectedToken(Instant.class, json);
        }
        try {
            Instant at = OffsetDateTime.parse(json.getString()).toInstant();
            if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException wrong) {
            // answered below
        }
        throw new Unfit(
                json,
                "'{field}' is not a time from 1970 to 2199 in the form of RFC 3339, such as 2026-11-21T18:30:00Z.",
                Instant.class);
    }
}
