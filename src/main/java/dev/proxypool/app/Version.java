package dev.proxypool.app;

import dev.proxypool.proxy.http.UserAgent;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {UserAgent.VALUE};
    }
}
