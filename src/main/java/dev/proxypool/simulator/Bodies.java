package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Resources as Twilio writes them: snake_case, ISO 8601 to the second, links on the requested host. */
final class Bodies {
    private Bodies() {}

    static ObjectNode shortCode(Request request, Account account, Pool pool, PoolEntry entry) {
        ObjectNode body = Json.object();
        body.put("sid", entry.sid());
        body.put("account_sid", account.sid);
        body.put("service_sid", pool.sid);
        body.put("date_created", date(entry.created()));
        body.put("date_updated", date(entry.updated()));
        body.put("short_code", entry.shortCode().shortCode());
        body.put("iso_country", entry.shortCode().isoCountry());
        ObjectNode capabilities = body.putObject("capabilities");
        entry.shortCode().capabilities().forEach(capabilities::put);
        body.put("url", service(request, pool) + "/ShortCodes/" + entry.sid());
        body.put("is_reserved", entry.reserved());
        return body;
    }

    static ObjectNode service(Request request, Account account, Pool pool, boolean withdrawn) {
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
        links.put("phone_numbers", url + "/PhoneNumbers");
        if (!withdrawn) {
            links.put("short_codes", url + "/ShortCodes");
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
