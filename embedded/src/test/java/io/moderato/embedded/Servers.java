package io.moderato.embedded;

import java.util.Map;

/** A PostgreSQL and a Kafka, each started when first asked for and stopped when the process ends. */
interface Servers {
    /** The client's setting that says where the broker is. */
    String BOOTSTRAP = "bootstrap.servers";

    /** The names in a login. */
    String USER = "user";

    String PASSWORD = "password";

    /** Makes an empty database of that name and returns its JDBC URL, with its owner and the owner's password. */
    String newDatabase(String name);

    /** Who may work with the databases that were made, and owns none of them. */
    Map<String, String> serviceLogin();

    /** What a client of the broker needs: {@link #BOOTSTRAP}, and how to log in. */
    Map<String, String> kafkaClient();
}
