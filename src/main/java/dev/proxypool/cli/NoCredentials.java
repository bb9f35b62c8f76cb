package dev.proxypool.cli;

/** The environment has nothing of an account, as where every resource names a ProxyAccount. */
public final class NoCredentials extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoCredentials() {
        super("the credentials are missing: set TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or TWILIO_API_KEY with"
                + " TWILIO_API_SECRET");
    }
}
