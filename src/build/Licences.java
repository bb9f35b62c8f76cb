import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every library that is shipped is in the bill of materials, under a licence that may be shipped in an Apache-2.0 program. Writes the list, which
 * has to be the one that the image or the archive of the command line carries.
 *
 * <pre>java Licences.java BILL LIST CARRIED LIBRARIES…</pre>
 */
final class Licences {

    /** As the bill names them: SPDX's identifier, or the words of a project that has none. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            // The words of MIT. Only `proxypool dev` has it.
            "Bouncy Castle Licence",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "CC0-1.0",
            "EPL-1.0",
            "EPL-2.0",
            "Apache 2 License");

    private Licences() {}

    public static void main(String[] args) throws IOException {
        Path bill = Path.of(args[0]);
        if (!Files.exists(bill)) {
            fail(List.of(bill + " was not made: cyclonedx-maven-plugin leaves it out without a network (mvn -o)"));
        }
        var licences = new TreeMap<String, TreeSet<String>>();
        for (JsonNode component : new ObjectMapper().readTree(bill.toFile()).path("components")) {
            licences.put(
                    component.path("name").textValue() + "-"
                            + component.path("version").textValue(),
                    of(component));
        }
        var problems = new ArrayList<String>();
        for (String folder : List.of(args).subList(3, args.length)) {
            for (String library : libraries(Path.of(folder))) {
                if (!licences.containsKey(library)) {
                    problems.add(library + " is shipped, but not in the bill of materials");
                }
            }
        }
        licences.forEach((library, its) -> {
            // Of several, one that is allowed is enough: the user chooses.
            if (its.stream().noneMatch(ALLOWED::contains)) {
                problems.add(library + " has no licence that may be shipped: " + its
                        + ". Leave it out, or allow the licence in src/build/Licences.java");
            }
        });
        fail(problems);
        List<String> lines = licences.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(" or ", entry.getValue()))
                .toList();
        Path list = Files.write(Path.of(args[1]), lines);
        Path carried = Path.of(args[2]);
        if (!Files.exists(carried) || Files.mismatch(list, carried) >= 0) {
            fail(List.of(
                    "%s is not the list of what is shipped; renew it: cp %s %s".formatted(carried, list, carried)));
        }
    }

    private static TreeSet<String> of(JsonNode component) {
        var its = new TreeSet<String>();
        for (JsonNode choice : component.path("licenses")) {
            if (choice.has("expression")) {
                its.addAll(List.of(choice.get("expression").textValue().split(" OR ")));
            } else {
                its.add(choice.path("license")
                        .path("id")
                        .asText(choice.path("license").path("name").asText()));
            }
        }
        return its;
    }

    private static List<String> libraries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.jar$", ""))
                    .sorted()
                    .toList();
        }
    }

    private static void fail(List<String> problems) {
        problems.forEach(System.err::println);
        if (!problems.isEmpty()) {
            System.exit(1);
        }
    }
}
