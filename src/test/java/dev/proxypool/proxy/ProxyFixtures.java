package dev.proxypool.proxy;

import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import java.time.Instant;
import java.time.InstantSource;

/** Who appears in the tests of this package. */
public final class ProxyFixtures {

    public static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    public static final String TOKEN = "s3cret-t0ken-canary";
    public static final Credentials CREDENTIALS = Credentials.token(ACCOUNT, TOKEN);

    public static final Sid.Service SERVICE = new Sid.Service("KS00000000000000000000000000000001");
    public static final Sid.Service OTHER_SERVICE = new Sid.Service("KS00000000000000000000000000000002");
    public static final Sid.Service NO_SERVICE = new Sid.Service("KS000000000000000000000000000000ff");

    public static final Sid.Member FIRST = code(1);
    public static final Sid.Member SECOND = code(2);
    public static final Sid.Member THIRD = code(3);

    /** Of another account, or of none. */
    public static final Sid.Member STRANGER = new Sid.ShortCode("SC000000000000000000000000000000ff");

    public static final Membership MEMBERSHIP = new Membership(SERVICE, FIRST);
    public static final String POOL = "/v1/Services/" + SERVICE + "/ShortCodes";
    public static final String FIRST_PAGE = POOL + "?PageSize=100";

    /** Stands still. */
    public static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-01T12:00:00Z"));

    public static final Operation LIST = Operation.list(MemberKind.SHORT_CODE);
    public static final Operation CREATE = Operation.create(MemberKind.SHORT_CODE);
    public static final Operation UPDATE = Operation.update(MemberKind.SHORT_CODE);
    public static final Operation DELETE = Operation.delete(MemberKind.SHORT_CODE);

    private ProxyFixtures() {}

    public static Sid.Member code(int number) {
        return new Sid.ShortCode("SC%032d".formatted(number));
    }

    public static ProxyApi client(Endpoint endpoint) {
        return client(endpoint, CREDENTIALS);
    }

    public static ProxyApi client(Endpoint endpoint, Credentials credentials) {
        return new OkHttpProxyApi(endpoint, credentials, ClientSettings.DEFAULT, CallListener.NONE, NOON);
    }

    public static Membership of(Sid.Member code) {
        return new Membership(SERVICE, code);
    }
}
