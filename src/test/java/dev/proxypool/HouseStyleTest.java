package dev.proxypool;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What CONTRIBUTING.md says of style, as far as a machine can see it. */
class HouseStyleTest {

    private static final Path MAIN = Path.of("src", "main");

    /** Shorter than this, so that a file is read at one sitting. */
    private static final int LINES = 250;

    /** Names that say nothing of what a class is for. */
    private static final Pattern EMPTY_NAME = Pattern.compile("Abstract.*|.*(Utils?|Helper|Manager|Impl)");

    static List<Path> filesOfMain() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static List<Path> packagesOfMain() throws IOException {
        return filesOfMain().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .distinct()
                .toList();
    }

    @Test
    void thereIsAHouseToJudge() throws IOException {
        assertThat(filesOfMain()).hasSizeGreaterThan(50);
        assertThat(packagesOfMain()).hasSizeGreaterThan(5);
        assertThat(MainClasses.CLASSES).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("filesOfMain")
    void everyFileIsShort(Path file) throws IOException {
        assertThat(Files.readAllLines(file)).hasSizeLessThan(LINES);
    }

    @ParameterizedTest
    @MethodSource("packagesOfMain")
    void everyPackageHasItsDoorSignAndIsCheckedForNulls(Path folder) throws IOException {
        Path sign = folder.resolve("package-info.java");

        assertThat(sign).exists().content().startsWith("/**");
        String name = MAIN.resolve("java").relativize(folder).toString().replaceAll("\\W", ".");
        assertThat(MainClasses.CLASSES.getPackage(name).isAnnotatedWith(NullMarked.class))
                .as("NullAway looks at marked packages only")
                .isTrue();
    }

    @Test
    void everyClassIsNamedAfterWhatItIsFor() {
        assertThat(MainClasses.CLASSES)
                .noneSatisfy(type -> assertThat(type.getSimpleName()).matches(EMPTY_NAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AbstractPass", "StringUtils", "PoolUtil", "PassHelper", "PoolManager", "ProxyApiImpl"})
    void whatIsNoNameIsKnown(String name) {
        assertThat(name).matches(EMPTY_NAME);
    }

    /**
     * No inheritance for reuse: a class is final, and an alternative of a sealed interface is a record. A custom resource has
     * to extend a class of the client; what the kinds share beyond that is sealed.
     */
    @Test
    void noClassIsMadeToBeExtended() {
        assertThat(MainClasses.CLASSES)
                .filteredOn(type -> !type.isInterface() && !type.isEnum() && !type.isAnonymousClass())
                .filteredOn(type -> !type.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filteredOn(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                .filteredOn(type -> !type.reflect().isSealed())
                .extracting(JavaClass::getName)
                .isEmpty();
    }
}
