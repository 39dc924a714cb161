package io.moderato.access.login;

/**
 * The first start created an admin. The application's launcher must show the password once to the person in front of it.
 *
 * @param username  the login name
 * @param password  the password, in the clear
 * @param generated whether we made the password up; otherwise it came from the configuration
 */
public record FirstAdminCreated(String username, String password, boolean generated) {
    /** The text to print. It does not repeat a password that the owner chose. */
    public String announcement() {
        return generated
                ? "First start: log in as %s with the password %s (shown only now)".formatted(username, password)
                : "First start: log in as %s with the password that you configured".formatted(username);
    }

    @Override
    public String toString() {
        return "FirstAdminCreated[" + username + "]";
    }
}
