package io.moderato.archive.store;

import java.io.Serializable;

/**
 * Where a database is, and who uses it.
 *
 * @param url      {@code jdbc:postgresql://…}, without user and password
 * @param user     the role
 * @param password its password; empty if it needs none
 */
public record DatabaseLogin(String url, String user, String password) implements Serializable {
    /** The name of the database, which stays when its server moves. */
    public String database() {
        String place = url.replaceFirst("\\?.*", "");
        return place.substring(place.lastIndexOf('/') + 1);
    }

    /** Without the password, for messages and logs. */
    @Override
    public String toString() {
        return user + " at " + url;
    }
}
