package dev.proxypool.reconcile;

import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.domain.Sid;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes into the status of a pool which codes are about to be added: whoever may not adopt must know his own after a crash. */
final class PoolIntent implements PoolPass.Diary {
    private final ProxyShortCodePool resource;
    private final Consumer<PoolStatus> writer;
    private @Nullable PoolStatus written;

    PoolIntent(ProxyShortCodePool resource, Consumer<PoolStatus> writer) {
        this.resource = resource;
        this.writer = writer;
    }

    Optional<PoolStatus> written() {
        return Optional.ofNullable(written);
    }

    @Override
    public void willAdd(Sid.Service service, Set<Sid.ShortCode> codes) {
        PoolStatus status = resource.statusOrNone().willHold(service, codes);
        writer.accept(status);
        written = status;
    }
}
