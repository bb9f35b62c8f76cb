package dev.proxypool;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

/** The classes of src/main, as the compiler left them. */
final class MainClasses {

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.proxypool");

    private MainClasses() {}

    /** For a rule that is held against code that breaks it: a rule that sees nothing would hold everywhere. */
    static boolean offends(ArchRule rule) {
        return rule.evaluate(CLASSES).hasViolation();
    }
}
