package io.moderato.standalone.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is too much in one request: each surface refuses it in its own form and goes on. */
class LimitsTest {
    private static CrowdedPlatform platform;

    @BeforeAll
    static void start(@TempDir Path data) {
        platform = CrowdedPlatform.start(data, Map.of());
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    /** A request that is too much in one way. */
    private enum Excess {
        /** More bytes than a body may have. */
        LARGE {
            @Override
            byte[] of(Operation operation) {
                return bytes(operation.body("x".repeat(CrowdedPlatform.LARGEST_BODY)));
            }
        },
        /** A text that is too long for its field, in a body that is not too large. */
        LONG {
            @Override
            byte[] of(Operation operation) {
                return bytes(operation.body("x".repeat(CrowdedPlatform.LARGEST_BODY / 2)));
            }
        },
        /** Lists in lists, in place of the text. */
        DEEP {
            @Override
            byte[] of(Operation operation) {
                return bytes(
                        operation.body("@").replaceFirst("\"@[^\"]*\"", "[".repeat(100_000) + "]".repeat(100_000)));
            }
        },
        /** Lists in lists that never end, in a field that nobody knows. */
        OPEN {
            @Override
            byte[] of(Operation operation) {
                return bytes("{\"z\":" + "{\"z\":".repeat(20_000));
            }
        },
        /** A body that is a thousand times larger when it is decompressed. */
        BOMB {
            @Override
            byte[] of(Operation operation) {
                return gzip(bytes(operation.body(" ".repeat(64 << 20))));
            }

            @Override
            String[] headers() {
                return new String[] {"Content-Encoding", "gzip"};
            }
        },
        /** A number with more digits than anybody can mean. */
        MANY_DIGITS {
            @Override
            byte[] of(Operation operation) {
                return bytes(operation.body("@").replaceFirst("\"@[^\"]*\"", "9".repeat(100_000)));
            }
        };

        abstract byte[] of(Operation operation);

        String[] headers() {
            return new String[0];
        }
    }

    static Stream<Arguments> excesses() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Excess.values()).map(excess -> Arguments.of(operation, excess)));
    }

    @ParameterizedTest
    @MethodSource("excesses")
    void refusesWhatIsTooMuchInOneRequest(Operation operation, Excess excess) {
        HttpResponse<String> answer = platform.call(operation, excess.of(operation), excess.headers());

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 413);
        CrowdedPlatform.assertRefused(operation, answer);
        assertThat(answer.body().length()).as("what was sent is not sent back").isLessThan(2000);
        assertThat(platform.call(operation).statusCode()).isIn(200, 201, 202);
    }

    @ParameterizedTest
    @EnumSource
    void manyBombsAtOnceWaitOrAreTurnedAway(Operation operation) throws Exception {
        byte[] bomb = Excess.BOMB.of(operation);
        List<HttpResponse<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                calls.add(threads.submit(() -> platform.call(operation, bomb, Excess.BOMB.headers())));
            }
            for (Future<HttpResponse<String>> call : calls) {
                answers.add(call.get());
            }
        }

        assertThat(answers).allSatisfy(answer -> {
            // Perspective says 400 of what is too long
            assertThat(answer.statusCode()).isIn(400, 413, 503);
            CrowdedPlatform.assertRefused(operation, answer);
        });
        assertThat(platform.isAlive()).isTrue();
        assertThat(platform.call(operation).statusCode()).isIn(200, 201, 202);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
