package dev.proxypool.helm;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that the model of Kubernetes has no place for: an API server would refuse them, or drop them without a word. */
final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    static List<String> of(Object object) {
        var fields = new UnknownFields();
        fields.look(object, "");
        return List.copyOf(fields.found);
    }

    private void look(@Nullable Object value, String path) {
        switch (value) {
            case null -> {}
            case GenericKubernetesResource _ -> {}
            case Collection<?> values -> values.forEach(one -> look(one, path + "[]"));
            case Map<?, ?> values -> values.forEach((key, one) -> look(one, path + "." + key));
            case Object object
            when object.getClass().getName().startsWith("io.fabric8.kubernetes.api.model.") -> lookInto(object, path);
            default -> {}
        }
    }

    private void lookInto(Object object, String path) {
        for (Method method : object.getClass().getMethods()) {
            if (method.getName().equals("getAdditionalProperties")) {
                names(call(method, object)).forEach(name -> found.add(path + "." + name));
            } else if (isGetter(method)) {
                look(call(method, object), path + "." + method.getName().substring(3));
            }
        }
    }

    private static Set<?> names(@Nullable Object fields) {
        return fields instanceof Map<?, ?> map ? map.keySet() : Set.of();
    }

    private static boolean isGetter(Method method) {
        return method.getName().startsWith("get")
                && method.getParameterCount() == 0
                && !method.isBridge()
                && !method.getName().equals("getClass");
    }

    private static @Nullable Object call(Method method, Object object) {
        try {
            return method.invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.toString(), e);
        }
    }
}
