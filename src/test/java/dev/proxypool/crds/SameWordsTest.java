package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Not every API server checks the definition's rules, and objects may be older than a rule: the operator refuses the same
 * things in the same words.
 */
class SameWordsTest {

    private static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");

    static Stream<ManifestCase> cases() {
        return ManifestCase.all().stream()
                .filter(manifest -> manifest.before() == null)
                // The status is ours; what is wrong with it is written anew.
                .filter(manifest -> !manifest.name().startsWith("invalid-status"))
                // A field of a newer version is no reason to stop.
                .filter(manifest -> !manifest.name().equals("invalid-unknown-field"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theOperatorJudgesAsTheDefinitionDoes(ManifestCase manifest) {
        List<String> problems = problems(manifest.after());

        if (manifest.refusal().isEmpty()) {
            assertThat(problems).isEmpty();
            return;
        }
        String expected = manifest.refusal().get();
        boolean isARule = Definition.of(manifest.after()).ruleMessages().contains(expected);
        assertThat(problems).isNotEmpty();
        assertThat(problems).anyMatch(problem -> !isARule || problem.contains(expected));
    }

    private static List<String> problems(JsonNode manifest) {
        ResourceKind kind = ResourceKind.named(manifest.path("kind").asText()).orElseThrow();
        Object resource = Serialization.jsonMapper().convertValue(manifest, kind.type());
        return resource instanceof ProxyAccount account
                ? account.settings().problems()
                : ((Claimant<?>) resource)
                        .toClaims(AccountUse.own(ACCOUNT), Instant.EPOCH)
                        .problems();
    }
}
