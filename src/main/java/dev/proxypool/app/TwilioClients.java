package dev.proxypool.app;

import dev.proxypool.cli.DurationConverter;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.governor.GovernedProxyApi;
import dev.proxypool.proxy.governor.Governor;
import dev.proxypool.proxy.governor.GovernorListener.Notice;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.governor.Obstacle;
import dev.proxypool.proxy.governor.Sleeper;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import dev.proxypool.reconcile.account.AccountOpener;
import dev.proxypool.telemetry.Metrics;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of all accounts. Twilio counts by account and not by credentials, so those who use one account share a
 * governor, also across a rotation. What Twilio says of credentials concerns those only who use them.
 */
public final class TwilioClients implements AccountOpener.Apis {

    private static final Logger log = LoggerFactory.getLogger(TwilioClients.class);

    private final Map<Shared, Governor> governors = new ConcurrentHashMap<>();
    private final Metrics metrics;

    private record Shared(Endpoint endpoint, Sid.Account account, Limits limits) {}

    /** @param metrics receive every call and every wait */
    public TwilioClients(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public ProxyApi open(Endpoint endpoint, Credentials credentials, Limits limits) {
        String account = credentials.account().value();
        Governor governor = governors.computeIfAbsent(
                new Shared(endpoint, credentials.account(), limits), _ -> governor(account, limits));
        CallListener listener = call -> {
            governor.onCall(call);
            count(account, call);
        };
        var api = new OkHttpProxyApi(endpoint, credentials, ClientSettings.DEFAULT, listener, InstantSource.system());
        return new GovernedProxyApi(api, governor, Sleeper.SLEEP);
    }

    private Governor governor(String account, Limits limits) {
        var governor = new Governor(limits, System::nanoTime, notice -> count(account, notice));
        metrics.inFlight(account, governor::inFlight);
        return governor;
    }

    private void count(String account, CallListener.Call call) {
        var exchange = call.exchange();
        metrics.called(account, exchange.operation(), exchange.httpStatus(), exchange.code(), call.duration());
    }

    private void count(String account, Notice notice) {
        switch (notice) {
            case Notice.Went went -> {
                if (!went.waited().isZero()) {
                    metrics.waited(account, went.operation(), went.waited());
                }
            }
            case Notice.HeldBack held -> metrics.heldBack(account, word(held.obstacle()));
            case Notice.BreakerOpened closed -> {
                metrics.closed(account, word(closed.obstacle()), closed.time());
                log.atWarn()
                        .addKeyValue("account", account)
                        .addKeyValue("service", closed.service() == null ? "all" : closed.service())
                        .addKeyValue("operation", closed.operation() == null ? "all" : closed.operation())
                        .addKeyValue("obstacle", word(closed.obstacle()))
                        .addKeyValue("pause", DurationConverter.inWords(closed.time()))
                        .log("Twilio refuses requests or does not answer, so the operator pauses them");
            }
        }
    }

    private static String word(Obstacle obstacle) {
        return obstacle.name().toLowerCase(Locale.ROOT);
    }
}
