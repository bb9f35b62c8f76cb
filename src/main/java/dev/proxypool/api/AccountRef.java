package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Objects;
import java.util.Optional;

/**
 * The ProxyAccount that a resource names.
 *
 * @param namespace the resource's own namespace if the reference names none
 */
public record AccountRef(String namespace, String name) {

    static Optional<AccountRef> read(JsonNode spec, ObjectMeta resource) {
        JsonNode ref = spec.path("accountRef");
        String namespace = ref.path("namespace").textValue();
        return Optional.ofNullable(ref.path("name").textValue())
                .map(name -> new AccountRef(
                        Objects.requireNonNullElseGet(
                                namespace, () -> Objects.requireNonNullElse(resource.getNamespace(), "")),
                        name));
    }

    /**
     * The reference as written in a resource of that namespace: {@code main}, or {@code shared/main} from another one.
     */
    public String asSeenFrom(String ownNamespace) {
        return namespace.equals(ownNamespace) ? name : namespace + "/" + name;
    }
}
