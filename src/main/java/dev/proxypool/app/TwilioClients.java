package dev.proxypool.app;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ClientSettings;
import dev.proxypool.proxy.Credentials;
import dev.proxypool.proxy.Endpoint;
import dev.proxypool.proxy.GovernedProxyApi;
import dev.proxypool.proxy.Governor;
import dev.proxypool.proxy.GovernorListener;
import dev.proxypool.proxy.Limits;
import dev.proxypool.proxy.OkHttpProxyApi;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.Waiter;
import dev.proxypool.reconcile.AccountOpener;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clients of all accounts. Twilio counts by account and not by credentials, so those who use one account share a
 * governor, also across a rotation.
 */
public final class TwilioClients implements AccountOpener.Apis {

    private final Map<Shared, Governor> governors = new ConcurrentHashMap<>();

    private record Shared(Endpoint endpoint, Sid.Account account, Limits limits) {}

    @Override
    public ProxyApi open(Endpoint endpoint, Credentials credentials, Limits limits) {
        Governor governor = governors.computeIfAbsent(
                new Shared(endpoint, credentials.account(), limits),
                _ -> new Governor(limits, System::nanoTime, GovernorListener.NONE));
        governor.renewed();
        var api = new OkHttpProxyApi(
                endpoint, credentials, ClientSettings.DEFAULT, governor::heard, InstantSource.system());
        return new GovernedProxyApi(api, governor, Waiter.SLEEP);
    }
}
