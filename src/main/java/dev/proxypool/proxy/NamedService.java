package dev.proxypool.proxy;

import dev.proxypool.domain.Sid;
import org.jspecify.annotations.Nullable;

/**
 * A Service of the account.
 *
 * @param uniqueName what people call it; Twilio requires it, and may leave it out as it may any field
 */
public record NamedService(Sid.Service sid, @Nullable String uniqueName) {}
