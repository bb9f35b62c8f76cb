package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.TemplateCommand;
import dev.proxypool.docs.Pages;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of the chart and metrics that pages speak of are there. */
final class PagesTest {

    private static final Pattern SET = Pattern.compile("--set(?:-string|-json)? +'?([\\w.]+)");
    private static final Pattern SETTING = Pattern.compile("--set +'?([\\w.]+)=([^\\s']+)");
    private static final Pattern VALUE = Pattern.compile("^([a-zA-Z]+)((?:\\.[a-zA-Z]+)*)(?:=.*)?$");

    private static final Pattern FILE = Pattern.compile("\\.(yaml|tpl|json|md)");

    static List<Path> pages() {
        return Pages.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyValueIsOneOfTheChart(Path page) {
        assertThat(values(page))
                .allSatisfy(value ->
                        assertThat(isKnown(value)).as("%s in %s", value, page).isTrue());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMetricIsDeclared(Path page) {
        assertThat(new Query(Pages.text(page)).metrics())
                .filteredOn(name -> !name.startsWith("proxypool_framework_"))
                .isSubsetOf(Query.declaredMetrics());
    }

    /** As a person types it: what the schema or the chart would refuse does not stand on a page. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyHelmCommandIsAccepted(Path page) {
        assertThat(helmCommands(page)).allSatisfy(command -> {
            TemplateCommand template = Chart.template();
            SETTING.matcher(command).results().forEach(found -> set(template, found.group(1), found.group(2)));
            assertThat(template.call()).contains("kind: Deployment");
        });
    }

    @Test
    void thereAreHelmCommandsToJudge() {
        assertThat(helmCommands(Path.of("docs", "install.md"))).hasSizeGreaterThan(3);
    }

    @Test
    void thereAreValuesToJudge() {
        assertThat(values(Path.of("helm", "proxypool", "README.md"))).contains("watchNamespaces", "accounts.enabled");
        assertThat(values(Path.of("docs", "alerts.md"))).contains("metrics.serviceMonitor.labels.release");
        assertThat(isKnown("metrics.prometheusRule.lookages")).isFalse();
    }

    private static List<String> helmCommands(Path page) {
        return Pages.blocks(page, "sh").stream()
                .flatMap(block -> block.replaceAll("\\\\\n *", "").lines())
                .filter(line -> line.matches("helm .*(install|upgrade) .*"))
                .toList();
    }

    /** A list in braces is one of its own syntax, which the library takes value by value. */
    private static void set(TemplateCommand template, String key, String value) {
        if (!value.startsWith("{")) {
            template.set(key, value);
            return;
        }
        String[] values = value.replaceAll("[{}]", "").split(",");
        for (int i = 0; i < values.length; i++) {
            template.set("%s[%d]".formatted(key, i), values[i]);
        }
    }

    private static List<String> values(Path page) {
        Set<String> groups = Chart.tree("values.yaml").properties().stream()
                .map(entry -> entry.getKey())
                .collect(Collectors.toSet());
        Stream<String> set = Pages.commands(page).stream()
                .flatMap(line -> SET.matcher(line).results())
                .map((MatchResult found) -> found.group(1));
        Stream<String> told = Pages.code(page).stream()
                .flatMap(word -> VALUE.matcher(word).results())
                .filter(found -> groups.contains(found.group(1))
                        && !FILE.matcher(found.group(2)).matches())
                .map(found -> found.group(1) + found.group(2));
        return Stream.concat(set, told).toList();
    }

    /** A value, a group of them, or something in a value whose content the chart leaves open. */
    private static boolean isKnown(String value) {
        return ValuesPage.rows().stream()
                .map(ValuesPage.Row::key)
                .anyMatch(key -> key.equals(value) || key.startsWith(value + ".") || isWithin(value, key));
    }

    private static boolean isWithin(String value, String key) {
        return value.startsWith(key + ".")
                && Chart.tree("values.yaml").at("/" + key.replace('.', '/')).isObject();
    }
}
