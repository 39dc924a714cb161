package io.moderato.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An authority of one's own, as companies have it, and a certificate of it for {@code localhost}; made by the JDK's keytool. */
final class Certificates {
    /** The file with the server's certificate, where {@link #writeFor} puts it. */
    static final String CERTIFICATE = "server.pem";
    /** The file with the server's key. */
    static final String KEY = "server-key.pem";

    private static final String PASSWORD = "of-this-test";

    private final Path authority;
    private final String certificate;
    private final String key;

    /** Makes both in that folder. */
    Certificates(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve("keys.p12");
        make(store, "authority", "CN=Authority", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
        make(store, "server", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-signer", "authority");
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        authority = Files.writeString(folder.resolve("authority.pem"), pem(keys.getCertificate("authority")));
        certificate = pem(keys.getCertificate("server"));
        key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    /** The file with the certificate that clients trust. */
    Path authority() {
        return authority;
    }

    /** The server's certificate, as PEM. */
    String certificate() {
        return certificate;
    }

    /** The server's key, as PEM. */
    String key() {
        return key;
    }

    /** Writes the server's two files to a folder, for their owner alone. */
    void writeFor(Path folder) throws IOException {
        Files.writeString(folder.resolve(CERTIFICATE), certificate);
        Path file = folder.resolve(KEY);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key);
    }

    private static void make(Path store, String alias, String name, String... more)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Commands.run(command, Map.of()).orFail("keytool");
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(what, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), what);
    }
}
