package io.moderato.address;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says which addresses may be called on behalf of a user. */
public final class AddressGuard {
    private static final int LONGEST = 2048;
    private static final int FIRST_FREE_PORT = 1024;
    private static final int LAST_PORT = 65_535;

    /** Whoever reads names takes such a last part for a number (WHATWG URL, "ends in a number"). */
    private static final Pattern NUMBER = Pattern.compile("(?:\\d+|0[xX][0-9a-fA-F]*)");

    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private final AddressRules rules;

    /** A guard by those rules. */
    public AddressGuard(AddressRules rules) {
        this.rules = rules;
    }

    /**
     * Reads an address that a user typed and returns it, if it may be called as far as it tells by itself. What its name leads to is
     * checked by {@link GuardedClient} when it is called, since that may change.
     *
     * @throws RefusedAddressException saying what is wrong with it
     */
    public URI check(String address) {
        if (address.length() > LONGEST) {
            throw new RefusedAddressException("The address is longer than %,d characters.".formatted(LONGEST));
        }
        try {
            return check(new URI(address.strip()));
        } catch (URISyntaxException e) {
            throw new RefusedAddressException("The address cannot be read: there is something wrong at character %d."
                    .formatted(Math.max(0, e.getIndex()) + 1));
        }
    }

    /** The same for an address that was read already, such as where an answer redirects to. */
    URI check(URI address) {
        String scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(rules.http() && scheme.equals("http"))) {
            throw new RefusedAddressException(
                    rules.http()
                            ? "The address must begin with https:// or http://."
                            : "The address must begin with https://.");
        }
        if (address.getRawUserInfo() != null
                || address.getRawAuthority() != null
                        && address.getRawAuthority().contains("@")) {
            throw new RefusedAddressException("The address must not hold a user name or a password.");
        }
        if (address.getHost() == null) {
            throw new RefusedAddressException(
                    "The address names no host. International names are written in letters a to z, beginning with xn--.");
        }
        checkPort(address.getPort());
        String host = name(address);
        InetAddress literal = literal(host);
        if (literal != null) {
            check(host, literal);
        } else if (!rules.allow(host) && (host.equals("localhost") || host.endsWith(".localhost"))) {
            throw refused(host, "this machine itself");
        }
        return address;
    }

    /** The address's host as rules name it. */
    static String name(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    private static void checkPort(int port) {
        boolean usual = port == -1 || port == 80 || port == 443;
        if (!usual && (port < FIRST_FREE_PORT || port > LAST_PORT)) {
            throw new RefusedAddressException("Port %d is not for web addresses: use 443, 80 or one from %,d to %,d."
                    .formatted(port, FIRST_FREE_PORT, LAST_PORT));
        }
    }

    /** The address that is written in place of a name; null if it is a name. */
    private static @Nullable InetAddress literal(String host) {
        if (host.startsWith("[")) {
            String inside = host.substring(1, host.length() - 1);
            if (inside.contains("%")) {
                throw new RefusedAddressException("The address must not name a network interface.");
            }
            return InetAddress.ofLiteral(inside);
        }
        if (!NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches()) {
            return null;
        }
        try {
            if (IPV4.matcher(host).matches()) {
                return InetAddress.ofLiteral(host);
            }
        } catch (IllegalArgumentException e) {
            // says the same as any other notation that is not the usual one
        }
        throw new RefusedAddressException(
                "%s is not a host: four numbers from 0 to 255 are, such as 198.51.100.7.".formatted(host));
    }

    /**
     * Checks an address that a host has.
     *
     * @throws RefusedAddressException if neither the host nor the address may be called
     */
    void check(String host, InetAddress address) {
        if (rules.allow(host) || rules.allow(address)) {
            return;
        }
        NotPublic.words(address).ifPresent(words -> {
            throw refused(host, words);
        });
    }

    private static RefusedAddressException refused(String host, String words) {
        return new RefusedAddressException(
                "%s leads to %s, not to a public host. Whoever runs this platform can allow it."
                        .formatted(host, words));
    }
}
