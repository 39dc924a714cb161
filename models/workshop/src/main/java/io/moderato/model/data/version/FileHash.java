package io.moderato.model.data.version;

import io.moderato.model.Hashing;
import io.moderato.model.ModelException;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * A file's size and its hashes, in lower-case hexadecimal digits.
 *
 * @param md5 the hash that DVC uses
 */
public record FileHash(long size, String md5, String sha256) {
    /**
     * Reads a file once.
     *
     * @throws ModelException if the file cannot be read
     */
    public static FileHash of(Path file) {
        MessageDigest md5 = Hashing.digest("MD5");
        MessageDigest sha256 = Hashing.sha256();
        long size = Hashing.read(file, md5, sha256);
        return new FileHash(size, Hashing.hex(md5), Hashing.hex(sha256));
    }

    static String md5(byte[] bytes) {
        return of(Hashing.digest("MD5"), bytes);
    }

    static String sha256(byte[] bytes) {
        return of(Hashing.sha256(), bytes);
    }

    private static String of(MessageDigest digest, byte[] bytes) {
        digest.update(bytes);
        return Hashing.hex(digest);
    }
}
