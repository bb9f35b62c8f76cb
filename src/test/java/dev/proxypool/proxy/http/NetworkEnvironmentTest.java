package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables that say how this network is left. */
class NetworkEnvironmentTest {

    private static final URI TWILIO = URI.create("https://proxy.twilio.com/");
    private static final String PASSWORD = "example-password";
    private static final Credentials CREDENTIALS =
            Credentials.token(new Sid.Account("AC00000000000000000000000000000001"), "example-token");

    @TempDir
    private Path work;

    // Which proxy

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, http://gate.example:3128, HTTP, gate.example:3128",
        "https_proxy, http://gate.example:3128/, HTTP, gate.example:3128",
        "HTTPS_PROXY, gate.example:3128, HTTP, gate.example:3128",
        "HTTPS_PROXY, http://gate.example, HTTP, gate.example:80",
        "HTTPS_PROXY, socks5://gate.example, SOCKS, gate.example:1080",
        "HTTPS_PROXY, http://[::1]:3128, HTTP, [::1]:3128"
    })
    void twilioIsReachedByTheProxyOfTheEnvironment(String name, String value, Proxy.Type type, String address) {
        Proxy proxy = select(Map.of(name, value), TWILIO);

        assertThat(proxy.type()).isEqualTo(type);
        InetSocketAddress to = (InetSocketAddress) proxy.address();
        assertThat(to.getHostString() + ":" + to.getPort()).isEqualTo(address);
    }

    @Test
    void eachSchemeHasItsOwn() {
        var environment = Map.of("HTTPS_PROXY", "http://a.example", "HTTP_PROXY", "http://b.example");

        assertThat(select(environment, TWILIO).toString()).contains("a.example");
        assertThat(select(environment, URI.create("http://gate.example/")).toString())
                .contains("b.example");
        assertThat(select(Map.of(), TWILIO)).isEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        *                       | https://proxy.twilio.com/     | true
        twilio.com              | https://proxy.twilio.com/     | true
        .twilio.com             | https://proxy.twilio.com/     | true
        *.twilio.com            | https://proxy.twilio.com/     | true
        TWILIO.com              | https://Proxy.Twilio.com/     | true
        a.example, twilio.com   | https://proxy.twilio.com/     | true
        a.example twilio.com    | https://proxy.twilio.com/     | true
        proxy.twilio.com        | https://proxy.twilio.com/     | true
        proxy.twilio.com:443    | https://proxy.twilio.com/     | true
        proxy.twilio.com:8443   | https://proxy.twilio.com/     | false
        wilio.com               | https://proxy.twilio.com/     | false
        .proxy.twilio.com       | https://proxy.twilio.com/     | false
        ''                      | https://proxy.twilio.com/     | false
        10.0.0.0/8              | https://10.1.2.3/             | true
        10.0.0.0/8              | https://11.1.2.3/             | false
        10.0.0.0/99             | https://10.1.2.3/             | false
        10.1.2.3                | https://10.1.2.3/             | true
        fd00::/8                | https://[fd12::1]/            | true
        [fd12::1]:443           | https://[fd12::1]/            | true
        fd12::1                 | https://[fd12:0::1]/          | true
        a.example               | https://localhost:8443/       | true
        a.example               | https://127.1.2.3/            | true
        a.example               | https://[::1]/                | true
        """)
    void someHostsAreReachedWithoutIt(String exceptions, URI url, boolean direct) {
        var environment = Map.of("HTTPS_PROXY", "http://gate.example:3128", "NO_PROXY", exceptions);

        assertThat(select(environment, url).equals(Proxy.NO_PROXY)).isEqualTo(direct);
    }

    @Test
    void aProxyIsAskedForAConnectionAndLoggedInTo() throws Exception {
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<List<String>> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
            String url = "http://me:%s@127.0.0.1:%d".formatted(PASSWORD, proxy.getLocalPort());

            RawResponse response = send(Map.of("https_proxy", url), "https://proxy.twilio.com/v1/Services");

            assertThat(((RawResponse.Broken) response).why())
                    .contains("proxy.twilio.com", "through the proxy 127.0.0.1:" + proxy.getLocalPort())
                    .doesNotContain(PASSWORD);
            assertThat(asked.get())
                    .contains("CONNECT proxy.twilio.com:443 HTTP/1.1")
                    .contains("Proxy-Authorization: " + okhttp3.Credentials.basic("me", PASSWORD))
                    .noneMatch(line -> line.startsWith("Authorization"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, https://me:example-password@gate.example, a proxy by https is not supported",
        "HTTP_PROXY, http://me:example-password@ga te, must be like http://proxy.example.com:3128",
        "HTTPS_PROXY, http://me:example-password@gate.example:99999, must be like http://proxy.example.com:3128",
        "SSL_CERT_FILE, /nowhere/ca.pem, must name a file of certificates in PEM: /nowhere/ca.pem cannot be read"
    })
    void whatMakesNoSenseIsToldWithoutThePassword(String name, String value, String told) {
        assertThat(NetworkEnvironment.problems(Map.of(name, value)))
                .singleElement()
                .asString()
                .startsWith(name + " must ")
                .contains(told)
                .doesNotContain(PASSWORD);
    }

    // Certificate authorities

    @Test
    void anAuthorityOfOnesOwnIsTrustedBesidesTheUsualOnes() throws Exception {
        Path keys = work.resolve("keys.p12");
        Path certificate = work.resolve("ca.pem");
        keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost", keys);
        keytool("-exportcert", "-rfc", "-file", certificate.toString(), keys);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", exchange -> exchange.sendResponseHeaders(204, -1));
        server.start();
        try {
            String url = "https://localhost:%d/".formatted(server.getAddress().getPort());

            assertThat(send(Map.of(), url)).isInstanceOf(RawResponse.Broken.class);
            assertThat(send(Map.of("SSL_CERT_FILE", certificate.toString()), url))
                    .isInstanceOf(RawResponse.Received.class);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aFileThatHasNoCertificateIsTold() throws IOException {
        Path file = Files.writeString(work.resolve("empty.pem"), "\n");

        assertThat(NetworkEnvironment.problems(Map.of("SSL_CERT_FILE", file.toString())))
                .containsExactly("SSL_CERT_FILE must name a file of certificates in PEM: %s has none".formatted(file));
    }

    private static Proxy select(Map<String, String> environment, URI url) {
        return NetworkEnvironment.read(environment).proxies().select(url).getFirst();
    }

    private static RawResponse send(Map<String, String> environment, String url) {
        var common = HttpTransport.common(NetworkEnvironment.read(environment));
        return new HttpTransport(common, CREDENTIALS, ClientSettings.DEFAULT, InstantSource.system())
                .send(TwilioRequest.ofAccount(Operation.LIST_SERVICES, HttpUrl.get(url)));
    }

    private static List<String> refuse(ServerSocket proxy) {
        try (Socket client = proxy.accept();
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                OutputStream out = client.getOutputStream()) {
            List<String> lines = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                lines.add(line);
            }
            out.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keytool(Object... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        for (int i = 0; i < words.length - 1; i++) {
            command.add(words[i].toString());
        }
        command.addAll(
                List.of("-alias", "a", "-storepass", "example-1", "-keystore", words[words.length - 1].toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), "example-1".toCharArray());
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, "example-1".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }
}
