package io.moderato.embedded;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.ScramCredentialCallback;
import org.apache.kafka.common.security.scram.internals.ScramFormatter;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.jspecify.annotations.Nullable;

/**
 * Gives the broker the one user that a login is checked against. Kafka's own way keeps users in the cluster's metadata, where they must
 * exist before the first login. This class also works with data that an earlier version made without any user.
 *
 * <p>Kafka makes an object of this class by its name.
 */
public final class OneUserAccess implements AuthenticateCallbackHandler {
    static final ScramMechanism MECHANISM = ScramMechanism.SCRAM_SHA_512;

    private String user = "";
    private @Nullable ScramCredential credential;

    @Override
    public void configure(Map<String, ?> settings, String mechanism, List<AppConfigurationEntry> logins) {
        Map<String, ?> login = logins.getFirst().getOptions();
        user = String.valueOf(login.get("username"));
        try {
            credential = new ScramFormatter(MECHANISM)
                    .generateCredential(String.valueOf(login.get("password")), MECHANISM.minIterations());
        } catch (NoSuchAlgorithmException failed) {
            throw new IllegalStateException("Preparing the broker's login", failed);
        }
    }

    @Override
    public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
        String asking = "";
        for (Callback callback : callbacks) {
            if (callback instanceof NameCallback name) {
                asking = String.valueOf(name.getDefaultName());
            } else if (callback instanceof ScramCredentialCallback wanted) {
                // without a credential the login fails
                wanted.scramCredential(asking.equals(user) ? credential : null);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    @Override
    public void close() {}
}
