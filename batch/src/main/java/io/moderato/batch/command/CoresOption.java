package io.moderato.batch.command;

import picocli.CommandLine.Option;

/** How much of this machine a job takes. */
final class CoresOption {
    @Option(
            names = "--cores",
            description = "Cores of this machine to use where Spark runs in this process (default: all)")
    private int cores;

    /** So many; 0 for all. */
    int cores() {
        return cores;
    }
}
