package dev.proxypool.app;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * When this replica first saw each renewal of the Lease, by its own clock. fabric8's elector compares the renewal's time, by the
 * holder's clock, with the time here: a holder whose clock is an hour ahead would keep all others out for an hour after its
 * end, and one whose clock is behind would lose a Lease that it renews. So the operator reads a Lease with the time at which it
 * saw the renewal in place of the holder's, and a Lease ends when it was seen unchanged for as long as it lasts, as in client-go.
 */
final class LeaseSightings {

    private final InstantSource clock;
    private String last = "";
    private @Nullable Instant seen;

    LeaseSightings(InstantSource clock) {
        this.clock = clock;
    }

    /** The same mapper, which reads Leases so. */
    ObjectMapper on(ObjectMapper mapper) {
        mapper.addMixIn(LeaseSpec.class, SeenLease.class);
        mapper.setConfig(mapper.getDeserializationConfig().withAttribute(LeaseSightings.class, this));
        return mapper;
    }

    private synchronized Instant of(String renewTime) {
        Instant known = seen;
        if (known == null || !renewTime.equals(last)) {
            known = clock.instant();
            last = renewTime;
            seen = known;
        }
        return known;
    }

    interface SeenLease {
        @JsonDeserialize(using = RenewTime.class)
        void setRenewTime(ZonedDateTime renewTime);
    }

    private static final class RenewTime extends JsonDeserializer<ZonedDateTime> {
        @Override
        public ZonedDateTime deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var sightings = (LeaseSightings) context.getAttribute(LeaseSightings.class);
            return sightings.of(parser.getText()).atZone(ZoneOffset.UTC);
        }
    }
}
