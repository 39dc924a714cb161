/** Addresses that users name and that we call: which ones may be called, and a client that calls no others (decision 20). */
@NullMarked
package io.moderato.address;

import org.jspecify.annotations.NullMarked;
