package dev.proxypool.cli;

import dev.proxypool.api.ResourceKind;
import java.util.List;
import java.util.stream.Stream;

/** One resource as a person names it; the namespace is said elsewhere. */
record ResourceName(ResourceKind kind, String name) {

    /**
     * KIND/NAME and more of them, or KIND NAME and more names.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static List<ResourceName> parse(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a name is required: KIND/NAME");
        }
        String first = words.getFirst();
        if (first.contains("/")) {
            return words.stream().map(ResourceName::ofOne).distinct().toList();
        }
        ResourceKind kind = ResourceKind.spoken(first);
        if (words.size() == 1) {
            throw new IllegalArgumentException("a name is required: %s/NAME".formatted(kind.shortName()));
        }
        return words.stream().skip(1).map(name -> of(kind, name)).distinct().toList();
    }

    private static ResourceName ofOne(String word) {
        String[] parts = word.split("/", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("'%s' is not KIND/NAME, as the others are".formatted(word));
        }
        return of(ResourceKind.spoken(parts[0]), parts[1]);
    }

    private static ResourceName of(ResourceKind kind, String name) {
        if (name.isEmpty() || Stream.of("/", " ").anyMatch(name::contains)) {
            throw new IllegalArgumentException("'%s' is not the name of a %s".formatted(name, kind));
        }
        return new ResourceName(kind, name);
    }

    @Override
    public String toString() {
        return kind.shortName() + "/" + name;
    }
}
