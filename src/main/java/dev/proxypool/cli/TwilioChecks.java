package dev.proxypool.cli;

import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Whether Proxy, and each of its endpoints that can be read, answers for the account of the environment.
 *
 * @param required whether it is bad that there is none
 */
record TwilioChecks(Twilio.Source source, boolean required, Deadline deadline) {

    private static final String NETWORK =
            "check the network, with HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE and PROXYPOOL_BASE_URL";
    private static final String SUPPORT = "ask Twilio's support, see the state of the API in the README";

    void run(Consumer<Check> show) {
        Twilio twilio;
        try {
            twilio = source.get();
        } catch (RuntimeException e) { // By contract, with a message for the user.
            show.accept(e instanceof NoCredentials && !required ? none() : invalid(e));
            skip(show, "not checked without credentials", "Proxy", "Service");
            return;
        }
        show.accept(Check.ok("credentials", "of account %s, for %s".formatted(twilio.account(), twilio.host())));
        services(twilio, show);
    }

    /** Fine where every resource names a ProxyAccount. */
    private static Check none() {
        return Check.note(
                "credentials",
                "none in the environment; the operator checks those of each ProxyAccount (proxypool status pxa -A)",
                "to check an account here, set TWILIO_ACCOUNT_SID and its token or API key; to check none, use"
                        + " --only cluster");
    }

    private static Check invalid(RuntimeException e) {
        return Check.bad("credentials", ClusterError.line(String.valueOf(e.getMessage())), "see run --help");
    }

    private void services(Twilio twilio, Consumer<Check> show) {
        List<NamedService> found = new ArrayList<>();
        Check proxy =
                deadline.check("Proxy", NETWORK, () -> switch (twilio.services().list()) {
                    case Answer.Failed<?>(var trouble) -> failed("Proxy", trouble);
                    case Answer.Ok<List<NamedService>>(var list) -> {
                        found.addAll(list);
                        yield Check.ok(
                                "Proxy",
                                "answers: the account has %d %s (ListService)"
                                        .formatted(list.size(), list.size() == 1 ? "Service" : "Services"));
                    }
                });
        show.accept(proxy);
        if (found.isEmpty()) {
            String why = proxy.result() == Check.Result.OK ? "the account has no Service" : "Proxy did not answer";
            skip(show, "not checked, because " + why, "Service");
            return;
        }
        Sid.Service first = found.stream()
                .map(NamedService::sid)
                .min(Comparator.<Sid>naturalOrder())
                .orElseThrow();
        show.accept(service(twilio, first));
        members(twilio, first).forEach(show);
    }

    private Check service(Twilio twilio, Sid.Service service) {
        return deadline.check("Service", NETWORK, () -> switch (twilio.pools().fetchService(service)) {
            case Answer.Failed<?>(var trouble) -> failed("Service", trouble);
            case Answer.Ok<?> _ -> Check.ok("Service", "%s answers (FetchService)".formatted(service));
        });
    }

    /** An endpoint that does not answer is a note while another one does: most accounts have members of one kind. */
    private List<Check> members(Twilio twilio, Sid.Service service) {
        List<Check> checks = Stream.of(MemberKind.values())
                .map(kind -> list(twilio, new PoolKey(service, kind)))
                .toList();
        boolean oneAnswers = checks.stream().anyMatch(check -> check.result() == Check.Result.OK);
        return checks.stream()
                .map(check -> oneAnswers && check.fix().equals(SUPPORT)
                        ? Check.note(check.about(), check.message(), check.fix())
                        : check)
                .toList();
    }

    private Check list(Twilio twilio, PoolKey pool) {
        String about = pool.kind().nouns();
        String operation = Operation.list(pool.kind()).twilioName();
        return deadline.check(about, NETWORK, () -> switch (twilio.pools().list(pool)) {
            case Answer.Failed<?>(Trouble.NotFound missing) ->
                Check.bad(
                        about,
                        "the Service answers and its %s do not: %s"
                                .formatted(about, missing.exchange().describe()),
                        SUPPORT);
            case Answer.Failed<?>(var trouble) -> failed(about, trouble);
            case Answer.Ok<? extends List<?>>(var members) ->
                Check.ok(about, "the pool of %s has %d (%s)".formatted(pool.service(), members.size(), operation));
        });
    }

    private static Check failed(String about, Trouble trouble) {
        String said = trouble.exchange().describe();
        return switch (trouble) {
            case Trouble.Unauthorized _ ->
                Check.bad(about, said, "check that account SID, token and API key belong together and are valid");
            case Trouble.NotFound _, Trouble.Withdrawn _ -> Check.bad(about, said, SUPPORT);
            case Trouble.Throttled _ -> Check.note(about, "answers, and limits requests now: " + said, "repeat later");
            case Trouble.Unavailable _ -> Check.bad(about, said, NETWORK);
            case Trouble.Garbled _ ->
                Check.bad(about, "what answers is not Twilio: " + said, "check PROXYPOOL_BASE_URL and HTTPS_PROXY");
            case Trouble.NoAccount _, Trouble.Superseded _, Trouble.Rejected _ -> Check.bad(about, said, SUPPORT);
        };
    }

    private static void skip(Consumer<Check> show, String why, String... abouts) {
        Stream.concat(Stream.of(abouts), Stream.of(MemberKind.values()).map(MemberKind::nouns))
                .forEach(about -> show.accept(Check.skipped(about, why)));
    }
}
