package dev.proxypool.proxy.http;

import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.Operation;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One request, before it is sent.
 *
 * @param service null if the request is about the whole account
 * @param form empty for a request without a body
 */
record TwilioRequest(
        Operation operation,
        Sid.@Nullable Service service,
        Sid.@Nullable Member member,
        HttpUrl url,
        Map<String, String> form) {

    static TwilioRequest ofAccount(Operation operation, HttpUrl url) {
        return new TwilioRequest(operation, null, null, url, Map.of());
    }

    static TwilioRequest ofService(Operation operation, Sid.Service service, HttpUrl url) {
        return new TwilioRequest(operation, service, null, url, Map.of());
    }

    static TwilioRequest ofMember(Function<MemberKind, Operation> operation, Membership membership, HttpUrl url) {
        return new TwilioRequest(
                operation.apply(membership.member().kind()), membership.service(), membership.member(), url, Map.of());
    }

    TwilioRequest with(String parameter, String value) {
        Map<String, String> more = new TreeMap<>(form);
        more.put(parameter, value);
        return new TwilioRequest(operation, service, member, url, Collections.unmodifiableMap(more));
    }
}
