package io.moderato.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an operator allows beside public hosts over HTTPS.
 *
 * @param http whether plain HTTP may be used, too
 * @param hosts names that may lead anywhere, for services inside the own network
 * @param ranges addresses that may be called although they are not public
 */
public record AddressRules(boolean http, Set<String> hosts, List<AddressRange> ranges) {
    /** Copies both; names are compared in lower case. */
    public AddressRules {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        ranges = List.copyOf(ranges);
    }

    boolean allow(String host) {
        return hosts.contains(host);
    }

    boolean allow(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
