package io.moderato.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * The access to the embedded broker, which is only for clients that know its secret. Both sides prove that they know it (SCRAM, RFC 5802),
 * so a stranger who waits at the broker's port while the broker is away learns nothing.
 */
final class KafkaAccess {
    /** The listener for clients, by its name. */
    static final String CLIENTS = "CLIENTS";
    /** The listener for the broker's own controller, by its name. */
    static final String CONTROLLER = "CONTROLLER";

    /** The names of what a client needs. */
    static final Set<String> CLIENT_PROPERTIES = Set.of(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, SaslConfigs.SASL_MECHANISM, SaslConfigs.SASL_JAAS_CONFIG);

    private static final String PROTOCOL = "SASL_PLAINTEXT";
    private static final String MECHANISM = OneUserAccess.MECHANISM.mechanismName();
    private static final String USER = "moderato";

    private final Secret secret;

    KafkaAccess(Secret secret) {
        this.secret = secret;
    }

    /** The properties that a client needs beside the bootstrap servers. */
    Map<String, String> clientProperties() {
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, PROTOCOL,
                SaslConfigs.SASL_MECHANISM, MECHANISM,
                SaslConfigs.SASL_JAAS_CONFIG, login());
    }

    /** Makes both listeners ask for the secret, and tells it to the broker. */
    void protect(Properties settings) {
        settings.put("listener.security.protocol.map", CLIENTS + ":" + PROTOCOL + "," + CONTROLLER + ":" + PROTOCOL);
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("sasl.enabled.mechanisms", MECHANISM);
        settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
        settings.put("sasl.mechanism.controller.protocol", MECHANISM);
        for (String listener : List.of(CLIENTS, CONTROLLER)) {
            String prefix = "listener.name." + listener.toLowerCase(Locale.ROOT) + "."
                    + MECHANISM.toLowerCase(Locale.ROOT) + ".";
            settings.put(prefix + SaslConfigs.SASL_JAAS_CONFIG, login());
            settings.put(prefix + "sasl.server.callback.handler.class", OneUserAccess.class.getName());
        }
    }

    private String login() {
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(ScramLoginModule.class.getName(), USER, secret.value());
    }
}
