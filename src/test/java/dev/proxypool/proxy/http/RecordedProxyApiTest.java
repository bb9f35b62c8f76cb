package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The contract against exchanges written down: what is sent is compared to the letter. */
class RecordedProxyApiTest implements ProxyApiContract {

    private Map<Recording, StubServer> playing = Map.of();

    @Override
    public ProxyApi given(String story) {
        Recording recording = Recording.of(story);
        StubServer server = recording.play();
        playing = Map.of(recording, server);
        return ProxyFixtures.client(server.endpoint());
    }

    @Override
    public Set<Sid.Member> codesOnManyPages() {
        return Set.of(ProxyFixtures.FIRST, ProxyFixtures.SECOND, ProxyFixtures.THIRD);
    }

    @AfterEach
    void askedExactlyWhatWasRecordedAndAsWhom() {
        playing.forEach((recording, server) -> {
            server.close();
            recording.requireAskedOf(server);
            assertThat(server.seen()).allSatisfy(seen -> assertIntroducesItself(seen.headers()));
        });
    }

    private static void assertIntroducesItself(Headers headers) {
        String pair = ProxyFixtures.ACCOUNT + ":" + ProxyFixtures.TOKEN;
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        assertThat(headers.get("Authorization")).isEqualTo(List.of(basic));
        assertThat(headers.getFirst("User-Agent")).matches("proxypool/\\d+\\.\\d+\\.\\d+\\S* \\(\\+java/\\d+\\)");
        assertThat(headers.getFirst("Accept")).isEqualTo("application/json");
        assertThat(headers.getFirst("Content-type")).isIn(null, "application/x-www-form-urlencoded");
    }
}
