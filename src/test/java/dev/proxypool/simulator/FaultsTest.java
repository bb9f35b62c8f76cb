package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final Effect UNAVAILABLE = new Effect.Status(503, 20503);

    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aStatusReplacesTheAnswerAndTheRequestIsNotApplied() {
        simulator.addFault(Match.of("POST", POOL).then(new Effect.Status(429, 20429, 3, false)));

        Client.Answer answer = client.post(POOL, "Sid=" + FREE);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo(20429);
        assertThat(answer.body().path("status").intValue()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isEqualTo("3");
        assertThat(answer.header("Twilio-Request-Id")).startsWith("RQ");
        assertThat(client.get(POOL).body().path("short_codes")).isEmpty();
    }

    @Test
    void aStatusCanComeAfterTheRequestWasApplied() {
        simulator.addFault(Match.of("POST", POOL).times(1).then(new Effect.Status(500, 20500, null, true)));

        assertThat(client.post(POOL, "Sid=" + FREE).status()).isEqualTo(500);
        assertThat(client.post(POOL, "Sid=" + FREE).code()).isEqualTo(80105);
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,1"})
    void aResetAnswersNothingBeforeOrAfterTheRequestIsApplied(boolean applied, int members) throws Exception {
        simulator.addFault(Match.of("DELETE", "**").times(1).then(new Effect.Reset(applied)));
        String path = SUPPORT_POOL + "/" + Example.POOLED;

        String answer = RawSocket.exchange(
                simulator.uri(),
                "DELETE " + path + " HTTP/1.1",
                "Host: here",
                RawSocket.basic(Example.ACCOUNT, Example.TOKEN));

        assertThat(answer).isEmpty();
        assertThat(client.get(SUPPORT_POOL).body().path("short_codes")).hasSize(1 - members);
        assertThat(simulator.requests().getFirst().status()).isZero();
    }

    @Test
    void aTruncatedAnswerPromisesMoreThanItSends() throws Exception {
        simulator.addFault(Match.of("GET", SUPPORT_POOL).then(new Effect.Truncate()));

        String answer = RawSocket.exchange(
                simulator.uri(),
                "GET " + SUPPORT_POOL + " HTTP/1.1",
                "Host: here",
                RawSocket.basic(Example.ACCOUNT, Example.TOKEN));
        int promised = Integer.parseInt(answer.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        assertThat(body).startsWith("{").hasSize(promised / 2);
    }

    @Test
    void aGatewayAnswersHtmlOrNothingAndKnowsNothingOfTwilio() {
        simulator.addFault(Match.ANY.times(1).then(new Effect.Html(502, false)));
        simulator.addFault(Match.ANY.then(new Effect.Empty(200, true)));

        Client.Answer html = client.post(POOL, "Sid=" + FREE);
        Client.Answer empty = client.post(POOL, "Sid=" + FREE);
        simulator.clearFaults();

        assertThat(html.status()).isEqualTo(502);
        assertThat(html.raw().body()).startsWith("<html>");
        assertThat(html.header("Twilio-Request-Id")).isEmpty();
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.raw().body()).isEmpty();
        assertThat(client.get(POOL + "/" + FREE).status()).isEqualTo(200);
    }

    @Test
    void aDelayedRequestIsAnsweredAsUsual() {
        simulator.addFault(Match.ANY.times(1).then(new Effect.Delay(Duration.ofMillis(1))));

        assertThat(client.post(POOL, "Sid=" + FREE).status()).isEqualTo(201);
        assertThat(simulator.requests().getLast().fault()).isEqualTo("delay");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/Services/*/ShortCodes,,true",
        "POST,/v1/Services/*/ShortCodes,,false",
        "GET,/v1/Services/*,,false",
        "GET,/v1/Services/**,,true",
        "GET,/v1/Services/KS*2/ShortCodes,,true",
        "GET,/v1/Services/KS*1/ShortCodes,,false",
        "GET,**,PageSize=100,true",
        "GET,**,PageSize=*&Page=1,true",
        "GET,**,Page=2,false",
        "GET,**,PageToken=*,false",
        ",,,true"
    })
    void aFaultMeetsTheRequestsThatItDescribes(String method, String path, String query, boolean met) {
        simulator.addFault(new Match(method, path, query, 0, null, 1).then(UNAVAILABLE));

        assertThat(client.get(SUPPORT_POOL + "?PageSize=100&Page=1").status()).isEqualTo(met ? 503 : 200);
    }

    @ParameterizedTest
    @CsvSource({
        "0,,1,FFFFFFFF",
        "2,,1,..FFFFFF",
        "0,3,1,FFF.....",
        "0,,3,F..F..F.",
        "1,2,2,.F.F....",
    })
    void aFaultKeepsItsTimetable(int after, Integer times, int every, String timetable) {
        simulator.addFault(new Match("GET", null, null, after, times, every).then(UNAVAILABLE));

        List<String> seen = IntStream.range(0, timetable.length())
                .mapToObj(i -> client.get(POOL).status() == 503 ? "F" : ".")
                .toList();

        assertThat(String.join("", seen)).isEqualTo(timetable);
    }

    @Test
    void theFirstFaultThatIsDueMeetsTheRequest() {
        simulator.addFault(Match.ANY.times(1).then(new Effect.Status(500, 20500)));
        simulator.addFault(Match.ANY.then(UNAVAILABLE));

        assertThat(List.of(client.get(POOL).status(), client.get(POOL).status()))
                .containsExactly(500, 503);
    }

    @Test
    void thereIsAnEndToThePatienceWithFaults() {
        IntStream.range(0, Faults.MOST).forEach(i -> simulator.addFault(Match.ANY.then(UNAVAILABLE)));

        assertThatThrownBy(() -> simulator.addFault(Match.ANY.then(UNAVAILABLE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clear them first");
    }
}
