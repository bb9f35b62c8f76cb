package dev.proxypool.telemetry;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.time.Instant;
import org.slf4j.event.KeyValuePair;

/**
 * Logback's own JSON, one line per event, with two changes that searches need: the time as a date, and key-values as
 * fields of the line. Logback itself writes key-values as a list of objects with one key each.
 */
public final class JsonLines extends JsonEncoder {

    public JsonLines() {
        setWithSequenceNumber(false);
        setWithTimestamp(false);
        setWithNanoseconds(false);
        setWithContext(false);
        setWithMDC(false);
        setWithArguments(false);
        setWithKVPList(false);
        setWithMessage(false);
        setWithFormattedMessage(true);
    }

    @Override
    protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
        append(line, "time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                append(line, pair.key, String.valueOf(pair.value));
            }
        }
    }

    private void append(StringBuilder line, String name, String value) {
        appendValueSeparator(line, true);
        // Logback escapes its own members, but not this one.
        appenderMember(line, JsonEscapeUtil.jsonEscapeString(name), JsonEscapeUtil.jsonEscapeString(value));
    }
}
