package dev.proxypool.reconcile;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.http.AccountHosts;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.AccountOpener;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.pass.FakeTwilio;
import dev.proxypool.reconcile.poll.PoolWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of the many resources of a pool, the index finds those that a change affects, and not many more. */
class ClaimIndexTest {

    private static final int CODES = 12;
    private static final Capacity SMALL = new Capacity(4, 3);

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final Account account = new Account(
            AccountUse.own(ACCOUNT), new FakeTwilio(), Timing.DEFAULT, SMALL, () -> NOON, new PoolWatch(() -> 0.5));
    private final Accounts accounts = new Accounts(
            account,
            Sharing.UNLIMITED,
            new AccountOpener((_, _, _) -> new FakeTwilio(), AccountHosts.TWILIO, () -> NOON, new PoolWatch(() -> 0.5)),
            kubernetes.client(),
            true);
    private final AccountPool place = new AccountPool(account, codesOf(SERVICE));

    @AfterEach
    void stop() {
        accounts.close();
        kubernetes.close();
    }

    @Test
    void aWrittenMemberConcernsItsOwnResourcesOnly() {
        var index = new ClaimIndex<>(singles(), accounts);
        PoolSnapshot before = pool(Member.of(code(1), false));

        assertThat(index.affectedBy(place, before, before.with(Member.of(code(2), false))))
                .extracting(resource -> resource.getMetadata().getName())
                .containsExactly("of-2");
    }

    @Test
    void newRoomConcernsAllThatAreAbsent() {
        var index = new ClaimIndex<>(singles(), accounts);
        PoolSnapshot full = pool(IntStream.rangeClosed(1, SMALL.unreserved())
                .mapToObj(i -> Member.of(code(i), false))
                .toArray(Member[]::new));

        assertThat(index.affectedBy(place, full, full.without(code(1)))).hasSize(CODES);
    }

    /** For any two states of a pool: nobody is missed, and a resource is found once. */
    @Test
    void whoeverAChangeAffectsIsFoundOnce() {
        var random = new Random(1);
        for (int round = 0; round < 500; round++) {
            PoolSnapshot before = anyPool(random);
            PoolSnapshot after = anyPool(random);

            assertThat(affected(new ClaimIndex<>(singles(), accounts), before, after))
                    .as("%s → %s", before, after)
                    .containsExactlyInAnyOrderElementsOf(asked(singles(), before, after));
            assertThat(affected(new ClaimIndex<>(pools(), accounts), before, after))
                    .as("%s → %s", before, after)
                    .containsExactlyInAnyOrderElementsOf(asked(pools(), before, after));
        }
    }

    private <R extends HasMetadata & Claimant<R>> List<R> affected(
            ClaimIndex<R> index, PoolSnapshot before, PoolSnapshot after) {
        return index.affectedBy(place, before, after)
                .filter(resource -> resource.isAffectedBy(before, after, SMALL))
                .toList();
    }

    /** Every resource of the pool, one by one. */
    private <R extends HasMetadata & Claimant<R>> List<R> asked(
            Cached<R> resources, PoolSnapshot before, PoolSnapshot after) {
        return resources.all.stream()
                .filter(resource -> resource.pools().contains(place.key()))
                .filter(resource -> resource.isAffectedBy(before, after, SMALL))
                .toList();
    }

    private static PoolSnapshot anyPool(Random random) {
        int most = random.nextInt(CODES);
        return pool(IntStream.rangeClosed(1, CODES)
                .filter(_ -> random.nextInt(CODES) < most)
                .mapToObj(i -> Member.of(code(i), random.nextBoolean()))
                .toArray(Member[]::new));
    }

    private static PoolSnapshot pool(Member... members) {
        return PoolSnapshot.of(codesOf(SERVICE), NOON, List.of(members));
    }

    /** One for each code in the Service, and one in another Service. */
    private static Cached<ProxyShortCode> singles() {
        List<ProxyShortCode> all = new ArrayList<>();
        IntStream.rangeClosed(1, CODES).forEach(i -> all.add(single("of-" + i, SERVICE, i)));
        all.add(single("elsewhere", ELSEWHERE, 2));
        return new Cached<>(all);
    }

    private static ProxyShortCode single(String name, Sid.Service service, int number) {
        return named(
                new ProxyShortCode(),
                name,
                Map.of(
                        "serviceSid",
                        service.value(),
                        "shortCodeSid",
                        code(number).value()));
    }

    private static Cached<ProxyShortCodePool> pools() {
        List<Map<String, String>> listed = IntStream.rangeClosed(1, CODES)
                .mapToObj(i -> Map.of("sid", code(i).value()))
                .toList();
        return new Cached<>(List.of(
                named(new ProxyShortCodePool(), "here", Map.of("serviceSid", SERVICE.value(), "shortCodes", listed)),
                named(
                        new ProxyShortCodePool(),
                        "elsewhere",
                        Map.of("serviceSid", ELSEWHERE.value(), "shortCodes", listed))));
    }

    private static <R extends CustomResource<WrittenSpec, ?>> R named(R resource, String name, Map<String, ?> spec) {
        resource.getMetadata().setNamespace("messaging");
        resource.getMetadata().setName(name);
        resource.getMetadata().setUid(name);
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(spec)));
        return resource;
    }

    /** The informer's cache, with its indexes. */
    private static final class Cached<R extends HasMetadata> implements IndexerResourceCache<R> {
        private final List<R> all;
        private final Map<String, Function<R, List<String>>> indexers = new HashMap<>();

        Cached(List<R> all) {
            this.all = all;
        }

        @Override
        public void addIndexers(Map<String, Function<R, List<String>>> more) {
            indexers.putAll(more);
        }

        @Override
        public List<R> byIndex(String index, String key) {
            return all.stream()
                    .filter(resource -> Objects.requireNonNull(indexers.get(index))
                            .apply(resource)
                            .contains(key))
                    .toList();
        }

        @Override
        public Optional<R> get(ResourceID id) {
            return all.stream().filter(id::isSameResource).findAny();
        }

        @Override
        public Stream<ResourceID> keys() {
            return all.stream().map(ResourceID::fromResource);
        }

        @Override
        public Stream<R> list(Predicate<R> which) {
            return all.stream().filter(which);
        }

        @Override
        public Stream<R> list(String namespace, Predicate<R> which) {
            return list(which);
        }
    }
}
