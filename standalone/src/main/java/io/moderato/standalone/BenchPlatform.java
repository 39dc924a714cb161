package io.moderato.standalone;

import io.moderato.access.store.ApiKeys;
import io.moderato.access.store.Scope;
import io.moderato.community.CommunityId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The platform that a benchmark measures, on a temporary folder. */
final class BenchPlatform {
    static final CommunityId COMMUNITY = new CommunityId("main");
    static final String KEY = "bench-key-of-this-process-only";

    private BenchPlatform() {}

    /** What is measured. */
    interface Measurement {
        void on(Platform platform) throws IOException, InterruptedException;
    }

    /**
     * Starts a platform with the key, measures it, stops it, and deletes its folder.
     *
     * @param callsPerMinute what the key may call
     * @param settings       properties that override all others
     */
    static void measure(int callsPerMinute, Map<String, Object> settings, Measurement measurement)
            throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("moderato-bench");
        try (Platform platform = Platform.start(data, 0, settings, step -> System.out.println(step + " …"))) {
            platform.part(ApiKeys.class).bootstrap(COMMUNITY, "bench", Scope.ofServices(), callsPerMinute, KEY);
            measurement.on(platform);
        } finally {
            PlatformFolder.delete(data);
        }
    }
}
