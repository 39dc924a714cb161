package io.moderato.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of files and texts, in lower-case hexadecimal digits. */
public final class Hashing {
    private static final int BUFFER = 1 << 16;

    private Hashing() {}

    /** A new digest of an algorithm that every JDK has: SHA-256, SHA-1 or MD5. */
    public static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }

    /** A new digest of SHA-256. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /**
     * Reads a file once into all the digests and returns its size.
     *
     * @throws ModelException if the file cannot be read
     */
    public static long read(Path file, MessageDigest... digests) {
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (MessageDigest digest : digests) {
                    digest.update(buffer, 0, n);
                }
                size += n;
            }
        } catch (IOException e) {
            throw new ModelException(file, "cannot be read: " + e.getMessage(), e);
        }
        return size;
    }

    /** The hash of the bytes that the digest has read. The digest begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
