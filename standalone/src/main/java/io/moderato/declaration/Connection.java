package io.moderato.declaration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the platform is, and the key to administer it with. The key is never an argument: others see those, and logs keep them. */
final class Connection {
    private static final String URL = "MODERATO_URL";
    private static final String KEY = "MODERATO_API_KEY";
    private static final int LONGEST_KEY = 200;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the console is (default: $MODERATO_URL, or http://localhost:8080)")
    private @Nullable String url;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A file with the API key (default: the variable MODERATO_API_KEY)")
    private @Nullable Path keyFile;

    @Option(
            names = "--allow-http",
            description = "Send the key over HTTP to another machine, where anybody on the way can read it")
    private boolean allowHttp;

    /**
     * The server.
     *
     * @throws DeclarationException if there is no key, or the address is not one to send it to
     */
    Server server() {
        return new Server(new AdminClient(address(), key()));
    }

    private URI address() {
        String given = url == null ? System.getenv().getOrDefault(URL, "http://localhost:8080") : url;
        URI address;
        try {
            address = URI.create(given);
        } catch (IllegalArgumentException wrong) {
            throw new DeclarationException("'%s' is not a URL.".formatted(given));
        }
        String host = address.getHost();
        if (host == null
                || address.getScheme() == null
                || !Set.of("http", "https").contains(address.getScheme())) {
            throw new DeclarationException("'%s' is not a URL such as https://moderato.example.org.".formatted(given));
        }
        if (address.getScheme().equals("http") && !allowHttp && !isHere(host)) {
            throw new DeclarationException(
                    "%s would get the key over HTTP, where anybody on the way can read it. Use https, or --allow-http in a network that you trust."
                            .formatted(given));
        }
        return address;
    }

    private String key() {
        String key = keyFile == null ? System.getenv(KEY) : read(keyFile);
        if (key == null || key.isBlank()) {
            throw new DeclarationException(
                    "There is no API key. Put one with the scopes of administration into MODERATO_API_KEY, or its file's name into --key-file.");
        }
        if (key.length() > LONGEST_KEY || key.strip().chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new DeclarationException("The API key is not one: it has blanks, lines or signs that no key has.");
        }
        return key.strip();
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LONGEST_KEY) {
                throw new DeclarationException("The key's file %s is too long to hold a key alone.".formatted(file));
            }
            return Files.readString(file);
        } catch (IOException failed) {
            throw new DeclarationException("The key's file %s cannot be read: %s".formatted(file, failed.getMessage()));
        }
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
