package dev.proxypool.proxy;

import dev.proxypool.domain.Sid;
import org.jspecify.annotations.Nullable;

/**
 * A Service of the account.
 *
 * @param uniqueName its name for people; Twilio requires one, but may omit it in an answer, as any field
 */
public record NamedService(Sid.Service sid, @Nullable String uniqueName) {}
