package dev.proxypool.proxy.http;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hosts that are reached without a proxy, as Go programs and curl read NO_PROXY: domain names with their
 * subdomains, addresses, ranges such as 10.0.0.0/8, each with an optional port, and * for all. The loopback interface
 * never uses a proxy.
 */
record ProxyExceptions(List<String> entries) {

    private static final Pattern RANGE = Pattern.compile("([0-9a-f.:]+)/([0-9]{1,3})");
    private static final Pattern WITH_PORT = Pattern.compile("\\[?(?<host>[^\\[\\]]+?)]?:(?<port>[0-9]{1,5})");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

    static ProxyExceptions parse(String text) {
        return new ProxyExceptions(Arrays.stream(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .toList());
    }

    boolean include(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        int port = url.getPort() >= 0 ? url.getPort() : url.getScheme().equals("https") ? 443 : 80;
        return isHere(host) || entries.stream().anyMatch(entry -> includes(entry, host, port));
    }

    private static boolean isHere(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || isAddress(host) && InetAddress.ofLiteral(host).isLoopbackAddress();
    }

    private static boolean includes(String entry, String host, int port) {
        Matcher withPort = WITH_PORT.matcher(entry);
        boolean manyColons = entry.chars().filter(c -> c == ':').count() > 1 && !entry.startsWith("[");
        if (!manyColons && withPort.matches()) {
            return Integer.parseInt(withPort.group("port")) == port && includes(withPort.group("host"), host);
        }
        return includes(entry.replaceAll("[\\[\\]]", ""), host);
    }

    private static boolean includes(String entry, String host) {
        Matcher range = RANGE.matcher(entry);
        if (range.matches()) {
            return isAddress(host)
                    && isAddress(range.group(1))
                    && isWithin(bytes(host), bytes(range.group(1)), Integer.parseInt(range.group(2)));
        }
        if (isAddress(entry) && isAddress(host)) {
            return Arrays.equals(bytes(entry), bytes(host));
        }
        String name = entry.startsWith("*.") ? entry.substring(1) : entry;
        return name.equals("*") || host.equals(name) || host.endsWith(name.startsWith(".") ? name : "." + name);
    }

    private static boolean isWithin(byte[] host, byte[] network, int bits) {
        if (host.length != network.length || bits > host.length * 8) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            int bit = 1 << (7 - i % 8);
            if ((host[i / 8] & bit) != (network[i / 8] & bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return false;
        }
        try {
            return bytes(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] bytes(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }
}
