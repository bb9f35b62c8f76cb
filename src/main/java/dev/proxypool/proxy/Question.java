package dev.proxypool.proxy;

import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One request, before it is sent.
 *
 * @param service null if the question is about the whole account
 * @param form empty for a request without a body
 */
record Question(
        Operation operation,
        Sid.@Nullable Service service,
        Sid.@Nullable ShortCode shortCode,
        HttpUrl url,
        Map<String, String> form) {

    static Question ofAccount(Operation operation, HttpUrl url) {
        return new Question(operation, null, null, url, Map.of());
    }

    static Question ofService(Operation operation, Sid.Service service, HttpUrl url) {
        return new Question(operation, service, null, url, Map.of());
    }

    static Question ofMember(Operation operation, Membership membership, HttpUrl url) {
        return new Question(operation, membership.service(), membership.shortCode(), url, Map.of());
    }

    Question with(String parameter, String value) {
        return new Question(operation, service, shortCode, url, Map.of(parameter, value));
    }
}
