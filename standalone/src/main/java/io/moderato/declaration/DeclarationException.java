package io.moderato.declaration;

import java.util.List;

/** A file, or what it declares, cannot be applied. Each fault stands in a line of its own, with its place in the file. */
public final class DeclarationException extends RuntimeException {
    private static final int SHOWN = 20;

    DeclarationException(String fault) {
        super(fault);
    }

    DeclarationException(List<String> faults) {
        super(
                faults.size() <= SHOWN
                        ? String.join("\n", faults)
                        : String.join("\n", faults.subList(0, SHOWN)) + "\nand " + (faults.size() - SHOWN) + " more");
    }
}
