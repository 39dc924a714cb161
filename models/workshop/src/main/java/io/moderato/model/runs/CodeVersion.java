package io.moderato.model.runs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of the code that made a run, as recorded by the build.
 *
 * @param release the name of the release
 * @param commit the Git commit of the checkout that was built, or {@link #UNKNOWN} if it was built outside a checkout
 * @param dirty whether the checkout differed from that commit
 */
public record CodeVersion(String release, String commit, boolean dirty) {
    /** The text for a commit that is not known. */
    public static final String UNKNOWN = "unknown";

    private static final String RESOURCE = "code.properties";

    /** The version of the code that is running. */
    public static CodeVersion current() {
        Properties properties = new Properties();
        try (InputStream in = CodeVersion.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(properties);
    }

    static CodeVersion of(Properties properties) {
        return new CodeVersion(
                properties.getProperty("git.build.version", UNKNOWN),
                properties.getProperty("git.commit.id.full", UNKNOWN),
                Boolean.parseBoolean(properties.getProperty("git.dirty")));
    }

    /** The commit, with a mark if the checkout differed from it. */
    public String describe() {
        return dirty ? commit + "-dirty" : commit;
    }
}
