package dev.proxypool.statuspage;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names by which a browser may request the page. A malicious page can make its own name resolve to the reader's
 * loopback interface, or to a Pod (DNS rebinding), and then read the answers. It cannot do so with an address, with
 * localhost, or with a name outside public domains.
 */
final class HostNames {

    static final String EXPECTED = "an IP address, localhost, or the name of a Kubernetes Service that ends in .svc";

    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]{2,45}]");
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,8}\\.?");
    private static final Pattern OURS = Pattern.compile("(.*\\.)?localhost|.*\\.svc(\\.cluster\\.local)?");

    private HostNames() {}

    /** @param headers all values of the header Host; a client that sends none is no browser */
    static boolean areOurs(List<String> headers) {
        return headers.isEmpty() || headers.size() == 1 && isOurs(headers.getFirst());
    }

    private static boolean isOurs(String header) {
        String host = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
        if (ADDRESS.matcher(host).matches()) {
            return true;
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return NAME.matcher(host).matches() && OURS.matcher(name).matches();
    }
}
