package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Resources as Twilio writes them: snake_case, ISO 8601 to the second, links on the requested host. */
final class Bodies {
    private Bodies() {}

    /** An entry of a pool, as seen at a time. */
    static ObjectNode entry(Request request, Pool pool, PoolEntry entry, Seen seen) {
        OwnedNumber number = entry.number();
        PhoneNumberBehaviour behaviour = seen.behaviour().numbers();
        ObjectNode body = Json.object();
        body.put("sid", entry.sid());
        body.put("account_sid", seen.accountSid());
        body.put("service_sid", pool.sid);
        body.put("date_created", date(entry.created()));
        body.put("date_updated", date(entry.updated()));
        body.put(number.kind().numberKey(), number.number());
        if (number.kind().isPhoneNumber()) {
            body.put("friendly_name", number.friendlyName());
        }
        body.put("iso_country", number.isoCountry());
        behaviour.capabilities().write(number.capabilities(), body);
        body.put("url", service(request, pool) + "/" + number.kind().path + "/" + entry.sid());
        body.put("is_reserved", entry.reserved());
        if (number.kind().isPhoneNumber() && behaviour.showsInUse()) {
            body.put("in_use", entry.shownInUse(seen.now(), seen.behaviour()));
        }
        return body;
    }

    /** Who asks, when, and how Twilio behaves then. */
    record Seen(String accountSid, Instant now, Behaviour behaviour) {}

    static ObjectNode service(Request request, Account account, Pool pool, Behaviour behaviour) {
        String url = service(request, pool);
        ObjectNode body = Json.object();
        body.put("sid", pool.sid);
        body.put("account_sid", account.sid);
        pool.settings().writeTo(body);
        body.put("date_created", date(pool.created));
        body.put("date_updated", date(pool.updated()));
        body.put("url", url);
        ObjectNode links = body.putObject("links");
        links.put("sessions", url + "/Sessions");
        for (EntryKind kind : EntryKind.values()) {
            if (!kind.withdrawn(behaviour)) {
                links.put(kind.listKey(), url + "/" + kind.path);
            }
        }
        return body;
    }

    private static String service(Request request, Pool pool) {
        return request.base() + "/v1/Services/" + pool.sid;
    }

    private static String date(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
