package dev.proxypool.app;

import dev.proxypool.domain.Audience;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The settings that say who may use the operator's own account. Without any of them all watched namespaces may. */
final class SharingSettings {

    private static final String NAMESPACES = "PROXYPOOL_ACCOUNT_NAMESPACES";
    private static final String SELECTOR = "PROXYPOOL_ACCOUNT_NAMESPACE_SELECTOR";
    private static final String SERVICES = "PROXYPOOL_ACCOUNT_SERVICES";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?|\\*");
    private static final Pattern LABEL =
            Pattern.compile("(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*) *={1,2} *(?<value>[-A-Za-z0-9_.]*)");

    private final UnaryOperator<@Nullable String> environment;
    private final List<String> problems;

    /** @param problems what is wrong is added to them, a sentence each */
    SharingSettings(UnaryOperator<@Nullable String> environment, List<String> problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** @param selectors whether Namespaces may be read */
    Sharing read(boolean ownAccount, boolean selectors) {
        Set<String> names = names();
        Map<String, String> labels = labels();
        Set<Sid.Service> services = services();
        boolean chosen = !names.isEmpty() || !labels.isEmpty() || !services.isEmpty();
        if (chosen && !ownAccount && problems.isEmpty()) {
            problems.add("%s, %s and %s must not be set without TWILIO_ACCOUNT_SID"
                    .formatted(NAMESPACES, SELECTOR, SERVICES));
        }
        if (!labels.isEmpty() && !selectors) {
            problems.add("%s must not be set while PROXYPOOL_NAMESPACE_SELECTORS is false".formatted(SELECTOR));
        }
        return new Sharing(names.isEmpty() && labels.isEmpty() ? Audience.ALL : Audience.of(names, labels), services);
    }

    private Set<String> names() {
        Set<String> names = words(NAMESPACES);
        if (!names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            problems.add("%s must be a list of names of namespaces such as messaging,billing, or * for all, got '%s'"
                    .formatted(NAMESPACES, environment.apply(NAMESPACES)));
        }
        return names;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String word : words(SELECTOR)) {
            Matcher label = LABEL.matcher(word);
            if (!label.matches()) {
                problems.add("%s must be a list of labels such as team=a,env=prod, got '%s'"
                        .formatted(SELECTOR, environment.apply(SELECTOR)));
                return Map.of();
            }
            labels.put(label.group("key"), label.group("value"));
        }
        return labels;
    }

    private Set<Sid.Service> services() {
        Set<String> words = words(SERVICES);
        Set<Sid.Service> services =
                words.stream().map(Sid.Service::parse).flatMap(Optional::stream).collect(Collectors.toSet());
        if (services.size() < words.size()) {
            problems.add("%s must be a list of Services, each %s, got '%s'"
                    .formatted(SERVICES, Sid.Service.FORMAT.inWords(), environment.apply(SERVICES)));
        }
        return services;
    }

    /** A list that turns out empty is a mistake, and no wish for all. */
    private Set<String> words(String name) {
        String text = environment.apply(name);
        if (text == null) {
            return Set.of();
        }
        Set<String> words = Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
        if (words.isEmpty()) {
            problems.add("%s must not be empty, got '%s'".formatted(name, text));
        }
        return words;
    }
}
