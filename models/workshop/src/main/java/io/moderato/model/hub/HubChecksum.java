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
 * The checksum that a file of the hub must have: a SHA-256 for large files, the id of a git blob for small files. The id is the SHA-1 of
 * "blob", the length, a zero byte and the content.
 *
 * @param size the size in bytes; -1 if unknown
 */
record HubChecksum(String algorithm, String expected, long size) {
    /**
     * The checksum from the list of files, or otherwise from the hub's headers.
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
            // the caller tells what is wrong
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
     * Checks a fetched file, and removes it if the checksum is wrong.
     *
     * @throws ModelException if the checksum is wrong; the message names both checksums
     */
    void check(Path part, Path target) throws IOException {
        String actual = of(part);
        if (!actual.equals(expected)) {
            Files.delete(part);
            throw new ModelException(
                    target,
                    "has the %s %s, but the hub names %s: the file was damaged or changed on its way, and was removed"
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
