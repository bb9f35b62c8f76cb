package dev.proxypool.api;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource that claims short codes, one or many of them: what it takes to find it, to wake it, and to see whether two of
 * them want the same code. None of these methods fails, whatever the resource holds.
 *
 * <p>It is no {@code HasMetadata}: that would bring Jackson's annotations along, and with them a deserializer for any kind.
 *
 * @param <R> the kind itself
 */
public interface Claimant<R> {

    ObjectMeta getMetadata();

    /** The well-formed short codes that it claims. */
    List<Sid.ShortCode> shortCodes();

    /** The Services whose pools it is about. */
    Set<Sid.Service> services();

    /** The name of the ProxyAccount it uses; empty for the operator's default account. */
    Optional<String> accountRef();

    /** The account that its status has written down. */
    Optional<Sid.Account> recordedAccount();

    /** The claims that can be decided on; none if it makes no sense. */
    Stream<Claim.Valid> claims(Sid.@Nullable Account account, Instant now);

    /** Whether what changed in a pool of its Services is anything to it. */
    boolean isConcernedBy(PoolSnapshot before, PoolSnapshot after);

    /** Whether somebody asked for something that no pass has looked at yet: it is new, edited or deleted, or a look was requested. */
    boolean asksAnew();

    /** Whether anything differs that a pass would have to look at: all but the status and the bookkeeping of others. */
    boolean asksOtherwiseThan(R old);
}
