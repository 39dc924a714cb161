package io.moderato.model.hub;

import io.moderato.model.Hashing;
import io.moderato.model.ModelException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What a file of the hub must be: a SHA-256 for large files, for small ones the id that git gives a blob, which is the SHA-1 of
 * "blob", its length, a zero byte and its content.
 *
 * @param size in bytes; -1 if unknown
 */
record HubChecksum(String algorithm, String expected, long size) {
    /**
     * What the list of files says, or else the hub's headers.
     *
     * @throws ModelException if neither names a checksum
     */
    static HubChecksum of(HubModel.File file, HubConnection.Answer answer) {
        String tag = etag(answer.header("X-Linked-Etag"));
        if (tag == null) {
            tag = etag(answer.header("ETag"));
        }
        long size = file.size() >= 0 ? file.size() : number(answer.header("X-Linked-Size"));
        if (size < 0 && answer.status() == 200) {
            size = number(
                    answer.response().headers().firstValue("Content-Length").orElse(null));
        }
        String sha256 = file.sha256() != null ? file.sha256() : tag != null && tag.length() == 64 ? tag : null;
        if (sha256 != null) {
            return new HubChecksum("SHA-256", sha256, size);
        }
        String blob = file.blob() != null ? file.blob() : tag != null && tag.length() == 40 ? tag : null;
        if (blob != null) {
            return new HubChecksum("SHA-1", blob, size);
        }
        if (answer.status() >= 400) {
            // the caller says what is wrong
            return new HubChecksum("SHA-1", "", size);
        }
        throw new ModelException(file.name() + ": the hub names no checksum, so the file cannot be trusted");
    }

    private static @Nullable String etag(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String tag = header.replaceFirst("^W/", "").replace("\"", "");
        return tag.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? tag : null;
    }

    private static long number(@Nullable String header) {
        return header != null && header.matches("\\d{1,18}") ? Long.parseLong(header) : -1;
    }

    /**
     * Checks a fetched file and removes it if it is another one.
     *
     * @throws ModelException naming both checksums
     */
    void check(Path part, Path target) throws IOException {
        String actual = of(part);
        if (!actual.equals(expected)) {
            Files.delete(part);
            throw new ModelException(
                    target,
                    "has the %s %s, but the hub names %s: it was damaged or changed on its way, and was removed"
                            .formatted(algorithm, actual, expected));
        }
    }

    private String of(Path file) throws IOException {
        MessageDigest digest = Hashing.digest(algorithm);
        if (algorithm.equals("SHA-1")) {
            digest.update("blob %d\0".formatted(Files.size(file)).getBytes(StandardCharsets.UTF_8));
        }
        Hashing.read(file, digest);
        return Hashing.hex(digest);
    }
}
