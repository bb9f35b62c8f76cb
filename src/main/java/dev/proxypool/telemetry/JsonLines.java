package dev.proxypool.telemetry;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.time.Instant;
import org.slf4j.event.KeyValuePair;

/**
 * Logback's own JSON, a line for each event, with two things that searches need: the time as a date, and key-values as fields of
 * the line. Logback itself makes a list of them, of objects with a key each.
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
        // Unlike Logback's own members, this one is not escaped for us.
        appenderMember(line, JsonEscapeUtil.jsonEscapeString(name), JsonEscapeUtil.jsonEscapeString(value));
    }
}
