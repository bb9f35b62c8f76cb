package dev.proxypool.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The manifests of a folder and of all below it, in the order of their names. What is hidden is not taken, and neither are
 * the locks and backups of editors.
 *
 * @param problems what cannot be read, each a sentence: the files may not be all there are
 */
public record ManifestFiles(List<Path> files, List<String> problems) {

    private static final Pattern NAME = Pattern.compile("[^.].*\\.(yaml|yml|json)");

    public ManifestFiles {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** Of a folder that is not there: a problem, and no files. */
    public static ManifestFiles in(Path folder) {
        List<Path> files = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        var visitor = new SimpleFileVisitor<Path>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                boolean hidden = !below.equals(folder)
                        && String.valueOf(below.getFileName()).startsWith(".");
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (NAME.matcher(String.valueOf(file.getFileName())).matches() && !Files.isDirectory(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                problems.add(
                        "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, @Nullable IOException e) {
                return e == null ? FileVisitResult.CONTINUE : visitFileFailed(below, e);
            }
        };
        try {
            Files.walkFileTree(folder, visitor);
        } catch (IOException e) {
            problems.add("%s cannot be read (%s)".formatted(folder, e.getClass().getSimpleName()));
        }
        files.sort(null);
        return new ManifestFiles(files, problems);
    }
}
