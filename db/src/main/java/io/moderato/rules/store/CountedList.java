package io.moderato.rules.store;

import io.moderato.rules.Blocklist;

/** A list with the number of its terms. */
record CountedList(BlocklistEntity list, long terms) {
    Blocklist blocklist() {
        return list.blocklist(terms);
    }
}
