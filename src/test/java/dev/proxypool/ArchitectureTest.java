package dev.proxypool;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The walls of the house. Which package may use which is read from the table in ARCHITECTURE.md, so the page and the rule
 * are one; what a package may use from outside is below. Each rule is also held against code that breaks it, so that a rule
 * that sees nothing is noticed.
 */
class ArchitectureTest {

    private static final String ROOT = "dev.proxypool.";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\|[^|]*\\| ([^|]*) \\|[^|]*\\|$");
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

    /** Each package and those it may use, lowest first. */
    private static final Map<String, Set<String>> USES = usesOnThePage();

    private static final List<String> PACKAGES = List.copyOf(USES.keySet());

    /** What computes: no I/O, no logger, no threads. */
    private static final List<String> OF_THE_JDK_FOR_THE_CORE = List.of(
            "java.lang",
            "java.lang.runtime",
            "java.nio",
            "java.nio.charset",
            "java.security",
            "java.time..",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream");

    /** What a package may use besides the JDK and JSpecify. */
    private static final Map<String, List<String>> OUTSIDE = Map.ofEntries(
            Map.entry("domain", List.of()),
            Map.entry("plan", List.of()),
            // A custom resource extends a class of the client's package; nothing else of it is for the core.
            Map.entry(
                    "api",
                    List.of(
                            "com.fasterxml.jackson..",
                            "io.fabric8.kubernetes.api.model..",
                            "io.fabric8.kubernetes.model..",
                            "io.fabric8.kubernetes.client.CustomResource")),
            Map.entry("status", List.of()),
            Map.entry(
                    "telemetry",
                    List.of("ch.qos.logback..", "com.sun.net.httpserver..", "io.micrometer..", "org.slf4j..")),
            Map.entry("statuspage", List.of("com.sun.net.httpserver..")),
            Map.entry("proxy", List.of()),
            Map.entry(
                    "proxy.http",
                    List.of("com.fasterxml.jackson..", "javax.net.ssl..", "okhttp3..", "okio..", "org.slf4j..")),
            Map.entry("proxy.governor", List.of()),
            Map.entry("reconcile.queue", List.of("io.fabric8.kubernetes.api.model..", "io.javaoperatorsdk..")),
            Map.entry("reconcile.kube", List.of("io.fabric8.kubernetes..", "io.javaoperatorsdk..", "org.slf4j..")),
            Map.entry("reconcile.account", List.of("io.fabric8.kubernetes..", "org.slf4j..")),
            Map.entry("reconcile.poll", List.of("io.fabric8.kubernetes.api.model..", "org.slf4j..")),
            Map.entry("reconcile.pass", List.of()),
            Map.entry("reconcile", List.of("io.fabric8.kubernetes..", "io.javaoperatorsdk..", "org.slf4j..")),
            Map.entry(
                    "reconcile.dryrun",
                    List.of("io.fabric8.kubernetes.api.model..", "io.fabric8.kubernetes.client.CustomResource")),
            Map.entry(
                    "cli",
                    List.of("com.fasterxml.jackson..", "io.fabric8.kubernetes..", "org.yaml.snakeyaml..", "picocli..")),
            Map.entry("simulator", List.of("com.fasterxml.jackson..", "com.sun.net.httpserver..", "org.slf4j..")),
            Map.entry("embedded", List.of("io.fabric8..")),
            Map.entry(
                    "app",
                    List.of(
                            "ch.qos.logback..",
                            "com.fasterxml.jackson..",
                            "io.fabric8.kubernetes..",
                            "io.javaoperatorsdk..",
                            "io.micrometer.core.instrument.MeterRegistry",
                            "org.slf4j..",
                            "picocli..")));

    private static final DescribedPredicate<JavaClass> PRIMITIVE =
            describe("primitive", type -> type.getBaseComponentType().isPrimitive());

    @Test
    void thePageNamesEveryPackageAndNoOther() {
        Set<String> there = MainClasses.CLASSES.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(PACKAGES).containsExactlyInAnyOrderElementsOf(there);
        assertThat(OUTSIDE).containsOnlyKeys(there);
    }

    @Test
    void aPackageUsesOnlyPackagesAboveItInTheList() {
        USES.forEach((name, used) -> assertThat(PACKAGES.subList(0, PACKAGES.indexOf(name)))
                .as("the packages above %s", name)
                .containsAll(used));
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageUsesThoseOfTheProjectThatThePageSays(String name) {
        usesOnly(name, USES.get(name)).check(MainClasses.CLASSES);
    }

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void aPackageUsesFromOutsideOnlyWhatItIsFor(String name) {
        usesBesidesTheJdk(name, OUTSIDE.get(name)).check(MainClasses.CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"domain", "plan", "api", "status"})
    void theCoreUsesOfTheJdkOnlyWhatComputes(String name) {
        usesOfTheJdk(name, OF_THE_JDK_FOR_THE_CORE).check(MainClasses.CLASSES);
    }

    @Test
    void anEmbeddedApiServerIsLoadedByTheTryOutModeAndTheTrainingOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "embedded..")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "app.DevSession")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "app.TrainingGround")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "embedded.."))
                .because("its libraries are not on the class path of `run`")
                .check(MainClasses.CLASSES);
    }

    @Test
    void theRulesSeeWhatTheyForbid() {
        assertThat(MainClasses.offends(usesOnly("reconcile", USES.get("plan")))).isTrue();
        assertThat(MainClasses.offends(usesBesidesTheJdk("proxy.http", OUTSIDE.get("reconcile"))))
                .isTrue();
        assertThat(MainClasses.offends(usesBesidesTheJdk("reconcile", OUTSIDE.get("proxy.http"))))
                .isTrue();
        assertThat(MainClasses.offends(usesBesidesTheJdk("api", OUTSIDE.get("status"))))
                .isTrue();
        assertThat(MainClasses.offends(usesOfTheJdk("proxy.http", OF_THE_JDK_FOR_THE_CORE)))
                .isTrue();
    }

    private static ArchRule usesOnly(String name, Set<String> used) {
        DescribedPredicate<JavaClass> foreign = not(resideInAPackage("dev.proxypool.."));
        return dependenciesOf(name, foreign.or(in(packages(name))).or(in(packages(used.toArray(String[]::new)))));
    }

    private static ArchRule usesBesidesTheJdk(String name, List<String> allowed) {
        DescribedPredicate<JavaClass> named = describe("named one by one", type -> allowed.contains(type.getName()));
        DescribedPredicate<JavaClass> always =
                in("dev.proxypool..", "java..", "org.jspecify..").or(PRIMITIVE);
        return dependenciesOf(
                name, always.or(in(allowed.toArray(String[]::new))).or(named));
    }

    private static ArchRule usesOfTheJdk(String name, List<String> allowed) {
        return dependenciesOf(
                name, not(in("java..")).or(in(allowed.toArray(String[]::new))).or(PRIMITIVE));
    }

    private static ArchRule dependenciesOf(String name, DescribedPredicate<JavaClass> allowed) {
        return classes().that().resideInAPackage(ROOT + name).should().onlyDependOnClassesThat(allowed);
    }

    private static DescribedPredicate<JavaClass> in(String... packages) {
        return resideInAnyPackage(packages);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> ROOT + name).toArray(String[]::new);
    }

    private static Map<String, Set<String>> usesOnThePage() {
        Map<String, Set<String>> uses = new LinkedHashMap<>();
        ROW.matcher(page()).results().forEach(row -> {
            Set<String> above = Set.copyOf(uses.keySet());
            uses.put(row.group(1), row.group(2).equals("all above") ? above : names(row.group(2)));
        });
        return uses;
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(name -> name.group(1)).collect(Collectors.toSet());
    }

    private static String page() {
        try {
            return Files.readString(Path.of("ARCHITECTURE.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
