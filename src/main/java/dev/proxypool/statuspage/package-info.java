/**
 * The status page at {@code /} of the management port: what it shows as records, those as one page of HTML, and how a browser
 * gets it. No request to Twilio or to the API server is made for it, and nothing here knows where the records come from: that
 * is {@code app/StatusCollector}.
 *
 * <p>Read first: {@link dev.proxypool.statuspage.Overview}, then {@code Markup}, which escapes every text in one place.
 */
@NullMarked
package dev.proxypool.statuspage;

import org.jspecify.annotations.NullMarked;
