package io.moderato.embedded;

import java.util.Map;

/** A PostgreSQL and a Kafka, each started when first asked for and stopped when the process ends. */
interface Servers {
    /** The client's setting that says where the broker is. */
    String BOOTSTRAP = "bootstrap.servers";

    /** Makes an empty database of that name and returns its JDBC URL, with user and password. */
    String newDatabase(String name);

    /** What a client of the broker needs: {@link #BOOTSTRAP}, and how to log in. */
    Map<String, String> kafkaClient();
}
