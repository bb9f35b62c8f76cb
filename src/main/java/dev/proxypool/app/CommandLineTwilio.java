package dev.proxypool.app;

import dev.proxypool.cli.NoCredentials;
import dev.proxypool.cli.Twilio;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import java.time.InstantSource;
import java.util.Map;

/** The account of the environment for a command that reads; the settings are those of the operator. */
final class CommandLineTwilio {

    private CommandLineTwilio() {}

    static Twilio open() {
        return open(System.getenv());
    }

    /**
     * @throws NoCredentials if there are none
     * @throws InvalidConfig if anything is wrong with the settings
     */
    static Twilio open(Map<String, String> environment) {
        OperatorConfig config = OperatorConfig.read(environment);
        var credentials = config.credentials();
        if (credentials == null) {
            throw new NoCredentials();
        }
        var api = new OkHttpProxyApi(
                config.endpoint(), credentials, ClientSettings.DEFAULT, CallListener.NONE, InstantSource.system());
        return Twilio.of(credentials.account(), config.endpoint().toString(), api, api);
    }
}
