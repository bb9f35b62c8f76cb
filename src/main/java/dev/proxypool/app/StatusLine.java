package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.cli.ResourceView.State;

/** A resource as a line for a log. */
final class StatusLine {

    private StatusLine() {}

    static String line(ResourceView resource) {
        return "status  %s Ready=%s %s: %s"
                .formatted(title(resource), ready(resource), reason(resource), resource.message());
    }

    /** In one word, and of all resources another. */
    static String title(ResourceView resource) {
        return resource.namespace() + "/" + resource.name();
    }

    /** Whether nothing more will happen by itself: done, or stuck until a person helps. */
    static boolean isSettled(ResourceView resource) {
        return resource.state() == State.READY || resource.state() == State.STALLED;
    }

    private static String ready(ResourceView resource) {
        return resource.ready().map(Condition::status).orElse("-");
    }

    private static String reason(ResourceView resource) {
        return resource.ready().map(Condition::reason).orElse("-");
    }
}
