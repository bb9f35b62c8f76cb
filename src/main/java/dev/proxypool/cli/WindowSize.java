package dev.proxypool.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How large the window of a terminal is at this moment: a person may change it at any. */
public record WindowSize(int columns, int rows) {

    /** What terminals have had for fifty years. */
    public static final WindowSize USUAL = new WindowSize(80, 24);

    public static final int OUT = 1;
    static final int ERR = 2;

    /** TIOCGWINSZ, of Linux and of macOS. */
    private static final long QUESTION =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac") ? 0x40087468L : 0x5413L;

    private static final @Nullable MethodHandle IOCTL = ioctl();

    /** Returns the present size at each call. */
    @FunctionalInterface
    public interface Source {
        WindowSize now();
    }

    /** Empty if the stream is no terminal, or does not know. */
    public static Optional<WindowSize> of(int stream) {
        if (IOCTL == null) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(4 * ValueLayout.JAVA_SHORT.byteSize());
            int failed = (int) IOCTL.invokeExact(stream, QUESTION, size);
            int rows = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(size.getAtIndex(ValueLayout.JAVA_SHORT, 1));
            return failed != 0 || rows == 0 || columns == 0
                    ? Optional.empty()
                    : Optional.of(new WindowSize(columns, rows));
        } catch (Throwable e) {
            // As a method handle declares it; the function itself throws nothing.
            return Optional.empty();
        }
    }

    private static @Nullable MethodHandle ioctl() {
        Linker linker = Linker.nativeLinker();
        try {
            return linker.defaultLookup()
                    .find("ioctl")
                    .map(function -> linker.downcallHandle(
                            function,
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.ADDRESS),
                            Linker.Option.firstVariadicArg(2)))
                    .orElse(null);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
