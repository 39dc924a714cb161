package io.moderato.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a name. */
interface HostLookup {
    /** That of the machine. */
    HostLookup OF_THE_MACHINE = InetAddress::getAllByName;

    InetAddress[] addresses(String host) throws UnknownHostException;
}
