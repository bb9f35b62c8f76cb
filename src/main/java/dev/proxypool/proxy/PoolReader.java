package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Instant;
import java.util.List;

/** Reads the pool of one Service, and finds out what a "not found" means. */
final class PoolReader {

    private final ProxyApi api;
    /** Whether the endpoint ever returned anything of this account, so that its "not found" can be believed. */
    private volatile boolean answered;

    PoolReader(ProxyApi api) {
        this.api = api;
    }

    /** @param begun when the poll began */
    Observation read(PoolKey key, Instant begun) {
        return switch (api.list(key)) {
            case Answer.Ok<List<Member>>(var members) -> fresh(key, begun, members);
            case Answer.Failed<List<Member>>(Trouble.NotFound _) -> whatIsNotThere(key, begun);
            case Answer.Failed<List<Member>>(var trouble) -> new Observation.Unreadable(trouble);
        };
    }

    /** The list returned 404: is the Service gone, or the endpoint? Fetching the Service distinguishes the two. */
    private Observation whatIsNotThere(PoolKey key, Instant begun) {
        return switch (api.fetchService(key.service())) {
            case Answer.Failed<Sid.Service>(Trouble.NotFound notFound) -> gone(key, notFound);
            case Answer.Failed<Sid.Service>(var trouble) -> new Observation.Unreadable(trouble);
            case Answer.Ok<Sid.Service> _ ->
                switch (api.list(key)) {
                    case Answer.Ok<List<Member>>(var members) -> fresh(key, begun, members);
                    case Answer.Failed<List<Member>>(Trouble.NotFound again) ->
                        new Observation.Unreadable(withdrawn(key, again));
                    case Answer.Failed<List<Member>>(var trouble) -> new Observation.Unreadable(trouble);
                };
        };
    }

    /**
     * A wrong base URL returns "not found" for everything. So a Service counts as gone only if the endpoint has
     * returned something else for this account, even if only the list of its Services.
     */
    private Observation gone(PoolKey key, Trouble.NotFound notFound) {
        if (answered) {
            return new Observation.ServiceGone(key.service());
        }
        return switch (api.services()) {
            case Answer.Ok<List<NamedService>> _ -> {
                answered = true;
                yield new Observation.ServiceGone(key.service());
            }
            case Answer.Failed<List<NamedService>>(Trouble.NotFound _) ->
                new Observation.Unreadable(nothingHere(notFound));
            case Answer.Failed<List<NamedService>>(var trouble) -> new Observation.Unreadable(trouble);
        };
    }

    private static Trouble withdrawn(PoolKey key, Trouble.NotFound notFound) {
        return new Trouble.Withdrawn(notFound.exchange()
                .saying("Service %s exists, but Twilio has no list of its %s for this account: %s"
                        .formatted(
                                key.service(),
                                key.kind().nouns(),
                                notFound.exchange().message())));
    }

    private static Trouble nothingHere(Trouble.NotFound notFound) {
        return new Trouble.Garbled(notFound.exchange()
                .saying("the endpoint has neither this Service nor any other of the account; check the base URL"));
    }

    private Observation fresh(PoolKey key, Instant begun, List<Member> members) {
        answered = true;
        return new Observation.Fresh(PoolSnapshot.of(key, begun, members));
    }
}
