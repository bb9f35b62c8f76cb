package dev.proxypool;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import org.junit.jupiter.api.Test;

/** Time comes from outside, so that a test can move it by hand. */
class ClockRulesTest {

    private static final String ROOT = "dev.proxypool.";

    /** Asks the machine what time it is. */
    private static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK =
            describe("read the machine's clock", access -> {
                JavaClass owner = access.getTargetOwner();
                String name = access.getName();
                return owner.getPackageName().equals("java.time") && name.matches("now|system.*|tick.*")
                        || owner.isEquivalentTo(System.class) && name.matches("currentTimeMillis|nanoTime")
                        || owner.isEquivalentTo(Date.class) && name.equals("<init>");
            });

    /** Where the one who starts a simulator may leave the choice of its clock to it; the class itself takes a clock. */
    private static final String FRONT_DOOR_OF_THE_SIMULATOR =
            "dev.proxypool.simulator.Simulator.start(dev.proxypool.simulator.SimulatorState,"
                    + " java.net.InetSocketAddress)";

    @Test
    void theCoreKnowsNotEvenThatThereAreClocks() {
        knowsNoClock("domain", "plan", "api", "status").check(MainClasses.CLASSES);
    }

    @Test
    void onlyTheAppReadsTheClock() {
        DescribedPredicate<JavaAccess<?>> unnamed = describe(
                "read the machine's clock where a clock could be passed in",
                access -> READS_A_CLOCK.test(access)
                        && !access.getOrigin().getFullName().equals(FRONT_DOOR_OF_THE_SIMULATOR));

        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .accessTargetWhere(unnamed)
                .check(MainClasses.CLASSES);
    }

    @Test
    void theRulesSeeWhatTheyForbid() {
        assertThat(MainClasses.offends(knowsNoClock("reconcile"))).isTrue();
        assertThat(MainClasses.CLASSES.stream()
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .filter(READS_A_CLOCK)
                        .map(access -> access.getOrigin().getFullName()))
                .as("the places that are known to read a clock")
                .contains(FRONT_DOOR_OF_THE_SIMULATOR)
                .anyMatch(place -> place.startsWith(ROOT + "app.OperatorRuntime.begin("));
    }

    private static ArchRule knowsNoClock(String... names) {
        return noClasses()
                .that()
                .resideInAnyPackage(
                        Arrays.stream(names).map(name -> ROOT + name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, InstantSource.class)
                .because("the time is an argument there");
    }
}
