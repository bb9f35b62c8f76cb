package dev.proxypool.scenarios;

import java.util.function.Predicate;

/**
 * What goes wrong between the operator and the API server, with one request: the next one that matches. It is for a story to
 * make sure that it {@link #happened}.
 */
final class ApiFault {

    /** When something is done, as seen from the request. */
    enum Moment {
        /** The request was sent, and did not arrive yet. */
        BEFORE_THE_EFFECT,
        /** The request had its effect, and its answer did not arrive yet. */
        AFTER_THE_EFFECT,
        /** As before; and then there is no answer: the connection is cut. */
        INSTEAD_OF_THE_ANSWER
    }

    private final Predicate<ApiRequest> matches;
    private final Moment moment;
    private final Runnable meanwhile;
    private volatile boolean begun;
    private volatile boolean done;
    private volatile boolean over;

    ApiFault(Predicate<ApiRequest> matches, Moment moment, Runnable meanwhile) {
        this.matches = matches;
        this.moment = moment;
        this.meanwhile = meanwhile;
    }

    /** A request by method and path; the path is a regular expression, as is what the body contains. */
    static Predicate<ApiRequest> request(String method, String path, String body) {
        return request -> request.method().equals(method)
                && request.path().matches(path)
                && request.text().matches("(?s).*(" + body + ").*");
    }

    /** For the first request that matches only. */
    synchronized boolean takes(ApiRequest request) {
        if (begun || !matches.test(request)) {
            return false;
        }
        begun = true;
        return true;
    }

    Moment moment() {
        return moment;
    }

    void run() {
        meanwhile.run();
        done = true;
    }

    /** The operator has its answer, or knows that there is none. */
    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    boolean happened() {
        return done;
    }
}
