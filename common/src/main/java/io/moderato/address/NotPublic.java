package io.moderato.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Addresses that are not those of a public host, each kind in words. Source: IANA's registries of special-purpose addresses for IPv4 and
 * IPv6 (RFC 6890). Of IPv6 only 2000::/3 is given out at all, so everything else is refused, too.
 */
record NotPublic(AddressRange range, String words) {
    private static final List<NotPublic> IPV4 = List.of(
            of("0.0.0.0/8", "this machine itself"),
            of("10.0.0.0/8", "a private network"),
            of("100.64.0.0/10", "the inside of a provider's network"),
            of("127.0.0.0/8", "this machine itself"),
            of("169.254.0.0/16", "the machine's own link, where clouds keep their secrets"),
            of("172.16.0.0/12", "a private network"),
            of("192.0.0.0/24", "a range kept for protocols"),
            of("192.0.2.0/24", "a range kept for examples"),
            of("192.88.99.0/24", "a range kept for protocols"),
            of("192.168.0.0/16", "a private network"),
            of("198.18.0.0/15", "a range kept for tests of networks"),
            of("198.51.100.0/24", "a range kept for examples"),
            of("203.0.113.0/24", "a range kept for examples"),
            of("224.0.0.0/4", "a group of machines"),
            of("240.0.0.0/4", "a range that nobody has"));

    private static final List<NotPublic> IPV6 = List.of(
            of("::/128", "this machine itself"),
            of("::1/128", "this machine itself"),
            of("fc00::/7", "a private network"),
            of("fe80::/10", "the machine's own link"),
            of("fec0::/10", "a private network"),
            of("ff00::/8", "a group of machines"),
            of("2001::/23", "a range kept for protocols"),
            of("2001:db8::/32", "a range kept for examples"),
            of("3fff::/20", "a range kept for examples"));

    private static final AddressRange GIVEN_OUT = AddressRange.of("2000::/3");

    /** Translators between the families; the last 32 bits are an IPv4 address (RFC 6052). */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    /** Tunnels; the 32 bits behind the first 16 are an IPv4 address (RFC 3056). */
    private static final AddressRange TUNNEL_6TO4 = AddressRange.of("2002::/16");

    private static NotPublic of(String range, String words) {
        return new NotPublic(AddressRange.of(range), words);
    }

    /** What that address leads to, if not to a public host. An IPv4 address inside one of IPv6 counts as itself. */
    static Optional<String> words(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return words(IPV4, address);
        }
        if (NAT64.contains(address)) {
            return words(embedded(bytes, 12));
        }
        if (TUNNEL_6TO4.contains(address)) {
            return words(embedded(bytes, 2));
        }
        Optional<String> known = words(IPV6, address);
        return known.isPresent() || GIVEN_OUT.contains(address) ? known : Optional.of("a range that nobody has");
    }

    private static Optional<String> words(List<NotPublic> kinds, InetAddress address) {
        return kinds.stream()
                .filter(kind -> kind.range.contains(address))
                .map(NotPublic::words)
                .findFirst();
    }

    private static InetAddress embedded(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}
