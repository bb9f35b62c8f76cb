package dev.proxypool.app;

import dev.proxypool.cli.Twilio;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** The account of the environment for a command that reads; the settings are those of the operator. */
final class CommandLineTwilio {

    private CommandLineTwilio() {}

    static Twilio open() {
        return open(System.getenv());
    }

    /** @throws InvalidConfig if there are no credentials, or anything is wrong with the settings */
    static Twilio open(Map<String, String> environment) {
        OperatorConfig config = OperatorConfig.read(environment);
        var credentials = config.credentials();
        if (credentials == null) {
            throw new InvalidConfig(
                    List.of("the credentials are missing: set TWILIO_ACCOUNT_SID, and TWILIO_AUTH_TOKEN or"
                            + " TWILIO_API_KEY with TWILIO_API_SECRET"));
        }
        var api = new OkHttpProxyApi(
                config.endpoint(), credentials, ClientSettings.DEFAULT, CallListener.NONE, InstantSource.system());
        return Twilio.of(credentials.account(), config.endpoint().toString(), api, api);
    }
}
