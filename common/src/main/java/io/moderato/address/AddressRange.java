package io.moderato.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * All addresses that begin with the same bits, such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param first the first of them
 * @param bits how many bits they share
 */
public record AddressRange(InetAddress first, int bits) {
    /** Checks that there are so many bits, and clears those behind them. */
    public AddressRange {
        byte[] bytes = first.getAddress();
        if (bits < 0 || bits > 8 * bytes.length) {
            throw new IllegalArgumentException("%s has no %d bits".formatted(first.getHostAddress(), bits));
        }
        for (int bit = bits; bit < 8 * bytes.length; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        try {
            first = InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("No address has %d bytes".formatted(bytes.length), e);
        }
    }

    /**
     * The range in that notation; a single address is a range, too.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static AddressRange of(String notation) {
        int slash = notation.indexOf('/');
        InetAddress first = InetAddress.ofLiteral(slash < 0 ? notation : notation.substring(0, slash));
        if (slash < 0) {
            return new AddressRange(first, 8 * first.getAddress().length);
        }
        try {
            return new AddressRange(first, Integer.parseInt(notation.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is not a range of addresses".formatted(notation), e);
        }
    }

    /** Whether the address is one of them; one of the other family never is. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((mine[bit / 8] ^ other[bit / 8]) & 0x80 >> bit % 8) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
