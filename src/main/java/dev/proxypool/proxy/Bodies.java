package dev.proxypool.proxy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi.ServiceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of good answers. Twilio declares every field nullable and none required, so the rule is ours: what
 * decides something (SIDs, the reservation, the link to the next page) must be there and make sense, or the whole answer
 * is flawed; everything else may be missing or odd.
 */
final class Bodies {

    /** The same key twice would leave the choice to the parser, and text after the end means that it was not JSON. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Bodies() {}

    /**
     * One page of a list.
     *
     * @param next the link to the next page as Twilio wrote it, null on the last
     */
    record Page<T>(List<T> entries, @Nullable String next) {}

    static Reading<ObjectNode> parse(String text) {
        if (text.isBlank()) {
            return new Reading.Flawed<>("the answer is empty");
        }
        try {
            return JSON.readTree(text) instanceof ObjectNode object
                    ? new Reading.Clear<>(object)
                    : new Reading.Flawed<>("the answer is not a JSON object");
        } catch (JacksonException e) {
            // The exception quotes the text and the place in it; neither helps, and both vary.
            return new Reading.Flawed<>("the answer is not JSON, or not all of it");
        }
    }

    /** A page needs its list and its meta: without either nobody can tell whether the pool ends here. */
    static Reading<Page<Member>> page(ObjectNode body, Sid.Service service) {
        return page(body, "short_codes", "short codes", node -> member(node, service));
    }

    static Reading<Page<NamedService>> pageOfServices(ObjectNode body) {
        return page(body, "services", "Services", Bodies::service);
    }

    private static <T> Reading<Page<T>> page(
            ObjectNode body, String key, String inWords, Function<JsonNode, Reading<T>> entry) {
        if (!body.path(key).isArray() || !body.path("meta").isObject()) {
            return new Reading.Flawed<>("the answer is not a page of " + inWords);
        }
        JsonNode next = body.path("meta").path("next_page_url");
        if (isPresent(next) && !next.isTextual()) {
            return new Reading.Flawed<>("the link to the next page is not text");
        }
        return entries(body.path(key), entry).then(entries -> new Reading.Clear<>(new Page<>(entries, text(next))));
    }

    private static <T> Reading<List<T>> entries(JsonNode array, Function<JsonNode, Reading<T>> entry) {
        List<T> entries = new ArrayList<>(array.size());
        for (JsonNode node : array) {
            switch (entry.apply(node)) {
                case Reading.Clear<T>(T value) -> entries.add(value);
                case Reading.Flawed<T>(String flaw) -> {
                    return new Reading.Flawed<>(flaw);
                }
            }
        }
        return new Reading.Clear<>(entries);
    }

    private static Reading<NamedService> service(JsonNode node) {
        return Sid.Service.parse(text(node.path("sid")))
                .<Reading<NamedService>>map(
                        sid -> new Reading.Clear<>(new NamedService(sid, text(node.path("unique_name")))))
                .orElseGet(() -> new Reading.Flawed<>("a Service in the answer has no valid sid"));
    }

    /** The member that was asked for; another one in its place is a flaw. */
    static Reading<Member> member(ObjectNode body, Membership asked) {
        return member(body, asked.service())
                .then(member -> member.sid().equals(asked.shortCode())
                        ? new Reading.Clear<>(member)
                        : new Reading.Flawed<>(
                                "the answer is about %s, not %s".formatted(member.sid(), asked.shortCode())));
    }

    private static Reading<Member> member(JsonNode node, Sid.Service asked) {
        Optional<Sid.ShortCode> sid = Sid.ShortCode.parse(text(node.path("sid")));
        if (sid.isEmpty()) {
            return new Reading.Flawed<>("a short code in the answer has no valid sid");
        }
        JsonNode reserved = node.path("is_reserved");
        if (!reserved.isBoolean()) {
            return new Reading.Flawed<>("the answer does not say whether %s is reserved".formatted(sid.get()));
        }
        String service = text(node.path("service_sid"));
        if (service != null && !service.equals(asked.value())) {
            return new Reading.Flawed<>("the answer puts %s into another Service than %s".formatted(sid.get(), asked));
        }
        return new Reading.Clear<>(new Member(sid.get(), reserved.booleanValue(), DetailsReader.read(node)));
    }

    static Reading<ServiceFacts> service(ObjectNode body, Sid.Service asked) {
        if (!asked.value().equals(text(body.path("sid")))) {
            return new Reading.Flawed<>("the answer is not about Service %s".formatted(asked));
        }
        boolean linked = isPresent(body.path("links").path("short_codes"));
        return new Reading.Clear<>(new ServiceFacts(asked, linked));
    }

    private static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    static @Nullable String text(JsonNode node) {
        return node.textValue();
    }
}
