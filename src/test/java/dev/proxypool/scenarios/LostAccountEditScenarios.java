package dev.proxypool.scenarios;

import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ProxyAccount;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link LostEditScenarios}, for accounts and their Secrets. */
abstract class LostAccountEditScenarios extends InFlightStories {

    @ParameterizedTest
    @EnumSource
    void anEditOfAnAccountDuringAWriteIsActedOn(Write write) {
        environment.secret("latter", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.startOperator();
        during(write, "other", environment.account("other"), () -> environment.useSecret("other", "latter"));

        environment.account("other", "former");

        promptly(() -> isAccepted(environment.account("other").get(), 2));
        promptly(() -> environment.secret("latter").get().getFinalizers().equals(List.of(ApiGroup.ACCOUNT_FINALIZER)));
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionOfAnAccountDuringAWriteIsActedOn(Write write) {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.startOperator();
        during(
                write,
                "other",
                environment.account("other"),
                () -> environment.account("other").delete());

        environment.account("other", "twilio");

        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
        promptly(() -> environment.account("other").get() == null
                && environment.secret("twilio").get().getFinalizers().isEmpty());
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT_CODES", "NUMBERS"})
    void anEditOfASecretWhileItGetsItsFinalizerIsActedOn(Telling kind) {
        tellOf(kind);
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.startOperator();
        during(Write.FINALIZER, "twilio", environment.secret("twilio"), () -> {
            environment.simulator().authToken(TestEnvironment.OTHER_ACCOUNT, "rotated");
            environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "rotated"));
        });

        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());

        environment.awaitReady("promo");
        promptly(() -> isAccepted(environment.account("other").get(), 1));
        promptly(() -> environment.secret("twilio").get().getFinalizers().equals(List.of(ApiGroup.ACCOUNT_FINALIZER)));
    }

    private static boolean isAccepted(ProxyAccount account, long generation) {
        return account.statusOrNone().conditions().stream()
                .anyMatch(condition -> condition.reason().equals("Accepted")
                        && Long.valueOf(generation).equals(condition.observedGeneration()));
    }
}
