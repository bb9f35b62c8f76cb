package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A column of {@code kubectl get}, and what it shows of an object. */
record PrinterColumn(String name, boolean onlyWide, String jsonPath) {

    // As much of JSONPath as columns need: .field and [?(@.field=="text")].
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z]+)|\\[\\?\\(@\\.([A-Za-z]+)==\"([^\"]*)\"\\)]");

    static List<PrinterColumn> of(Definition definition) {
        return definition
                .version()
                .path("additionalPrinterColumns")
                .valueStream()
                .map(column -> new PrinterColumn(
                        column.path("name").asText(),
                        column.path("priority").asInt() > 0,
                        column.path("jsonPath").asText()))
                .toList();
    }

    /** Empty text if there is nothing to show. */
    String show(JsonNode object) {
        JsonNode here = object;
        Matcher step = STEP.matcher(jsonPath);
        int read = 0;
        while (step.find() && step.start() == read) {
            here = step.group(1) != null ? here.path(step.group(1)) : first(here, step.group(2), step.group(3));
            read = step.end();
        }
        if (read != jsonPath.length()) {
            throw new IllegalArgumentException("not understood from character " + read + ": " + jsonPath);
        }
        return here.asText();
    }

    private static JsonNode first(JsonNode list, String field, String text) {
        return list.valueStream()
                .filter(element -> element.path(field).asText().equals(text))
                .findFirst()
                .orElseGet(() -> list.path("nothing"));
    }
}
