package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The limit of client-side apply that {@code docs/pools.md} speaks of, and which pools it meets. */
class LargePoolDocTest {

    private static final Path PAGE = Path.of("docs", "pools.md");

    /** {@code TotalAnnotationSizeLimitB} of apimachinery: all names and values of an object's annotations. */
    private static final int LIMIT = 256 * 1024;

    private static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

    @Test
    void thePageNamesTheLimitAndTheAnnotation() {
        assertThat(Pages.text(PAGE))
                .contains("`" + ANNOTATION + "`")
                .contains("%,d bytes".formatted(LIMIT))
                .contains("may not be more than %d bytes".formatted(LIMIT));
    }

    @Test
    void theNumberOfCodesThatFitsIsTheOneOnThePage() {
        assertThat(Pages.text(PAGE)).contains("about 4,200 codes");
        assertThat(annotationOf(0, 4200)).isLessThan(LIMIT);
        assertThat(annotationOf(0, 4300)).isGreaterThan(LIMIT);
    }

    @Test
    void aPoolThatIsAsFullAsTwilioAllowsDoesNotFit() {
        assertThat(annotationOf(500, 5000)).isGreaterThan(LIMIT);
    }

    /** Of fifteen digits each, and as many as the definition allows. */
    @Test
    void everyListOfNumbersFits() {
        assertThat(Pages.text(PAGE)).contains("and every list of numbers");
        assertThat(annotationOf("ProxyPhoneNumberPool", "phoneNumbers", "number", "+88199999%07d", 0, 5500))
                .isLessThan(LIMIT);
    }

    private static int annotationOf(int unreserved, int reserved) {
        return annotationOf("ProxyShortCodePool", "shortCodes", "sid", "SC%032d", unreserved, reserved);
    }

    /**
     * The size of what kubectl writes: the manifest as compact JSON, with an empty map of annotations.
     *
     * @param format of the name of a member, from its number
     */
    private static int annotationOf(String kind, String list, String key, String format, int unreserved, int reserved) {
        ObjectNode manifest = Serialization.jsonMapper().createObjectNode();
        manifest.put("apiVersion", "proxypool.dev/v1alpha1").put("kind", kind);
        ObjectNode metadata = manifest.putObject("metadata");
        metadata.putObject("annotations");
        metadata.put("name", "messaging").put("namespace", "messaging");
        ObjectNode spec = manifest.putObject("spec").put("serviceSid", "KS" + "%032d".formatted(1));
        ArrayNode codes = spec.putArray(list);
        for (int i = 0; i < unreserved + reserved; i++) {
            ObjectNode code = codes.addObject().put(key, format.formatted(i));
            if (i >= unreserved) {
                code.put("reserved", true);
            }
        }
        return ANNOTATION.length() + (manifest + "\n").getBytes(StandardCharsets.UTF_8).length;
    }
}
