package dev.proxypool.app;

import dev.proxypool.proxy.http.UserAgent;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"proxypool %s (Java %s)".formatted(UserAgent.VERSION, Runtime.version())};
    }
}
