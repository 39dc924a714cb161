package io.moderato.rules.store;

import io.moderato.rules.Blocklist;

/** A list and how many terms it has. */
record CountedList(BlocklistEntity list, long terms) {
    Blocklist blocklist() {
        return list.blocklist(terms);
    }
}
