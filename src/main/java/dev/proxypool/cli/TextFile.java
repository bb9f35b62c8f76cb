package dev.proxypool.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads all files that a command is given: if a file is unusable, the command ends with a line that says why. */
public final class TextFile {

    private static final int MOST_BYTES = 10 << 20;

    private TextFile() {}

    /** @throws UserError if it does not exist, is no regular file, larger than 10 MiB, or not UTF-8 */
    public static String read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new UserError(file + " is not there");
        }
        // A device has no end, and a pipe may have no writer: neither is opened.
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (AccessDeniedException e) {
            throw new UserError(file + " cannot be read: access is denied");
        } catch (NoSuchFileException e) {
            throw new UserError(file + " is not there");
        }
    }

    /**
     * The content of a stream, to its end.
     *
     * @param name how an error names it
     * @throws UserError if it is larger than 10 MiB, or not UTF-8
     */
    static String read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new UserError("%s is larger than %d MiB".formatted(name, MOST_BYTES >> 20));
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UserError(name + " is not UTF-8");
        }
    }
}
