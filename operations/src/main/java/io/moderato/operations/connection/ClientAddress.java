package io.moderato.operations.connection;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The address that connections are counted for: an IPv4 address, or the /64 network of an IPv6 address, because one customer gets such a
 * network.
 *
 * @param network the address in hexadecimal digits
 */
record ClientAddress(String network) {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final ClientAddress UNKNOWN = new ClientAddress("");

    static ClientAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return new ClientAddress(
                HexFormat.of().formatHex(bytes.length > 4 ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes));
    }

    /** The address in that notation; all texts that are not an address count as the same one. */
    static ClientAddress of(String address) {
        try {
            return of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException noAddress) {
            return UNKNOWN;
        }
    }
}
