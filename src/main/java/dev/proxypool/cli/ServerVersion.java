package dev.proxypool.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Kubernetes a server is, such as 1.36. */
record ServerVersion(int major, int minor) {

    /** The rules of the definitions need CEL, which is there from this version. */
    static final ServerVersion OLDEST = new ServerVersion(1, 25);

    private static final Pattern FORM = Pattern.compile("v?([0-9]{1,4})\\.([0-9]{1,4})\\b.*");

    /** Empty for what is no version. */
    static Optional<ServerVersion> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new ServerVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    boolean isTooOld() {
        return major < OLDEST.major || major == OLDEST.major && minor < OLDEST.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
