package io.moderato.policy;

import io.moderato.decision.Category;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The thresholds that a community starts with. With them, the shipped model rejects at most about one harmless text in a hundred. */
public final class DefaultPolicy {
    private static final String RESOURCE = "/default-policy.json";
    private static final TypeReference<Map<Category, Threshold>> THRESHOLDS = new TypeReference<>() {};

    private DefaultPolicy() {}

    /** The thresholds by category. */
    public static Map<Category, Threshold> thresholds() {
        try (InputStream json = Objects.requireNonNull(DefaultPolicy.class.getResourceAsStream(RESOURCE))) {
            return JsonMapper.builder().build().readValue(json, THRESHOLDS);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Reading " + RESOURCE, unreadable);
        }
    }
}
