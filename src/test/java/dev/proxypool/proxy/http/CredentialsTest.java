package dev.proxypool.proxy.http;

import static dev.proxypool.proxy.ProxyFixtures.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.proxypool.domain.Sid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final Sid.Account OTHER_ACCOUNT = new Sid.Account("AC00000000000000000000000000000002");
    private static final String KEY = "SK00000000000000000000000000000001";
    private static final String SECRET = "hunter2-hunter2-hunter2";

    @Test
    void goAsAccountAndTokenOrAsKeyAndSecret() {
        assertThat(decoded(Credentials.token(ACCOUNT, SECRET))).isEqualTo(ACCOUNT + ":" + SECRET);
        assertThat(decoded(Credentials.apiKey(ACCOUNT, KEY, SECRET))).isEqualTo(KEY + ":" + SECRET);
    }

    @Test
    void dropTheLineEndThatSecretsAreOftenWrittenWith() {
        assertThat(Credentials.token(ACCOUNT, " " + SECRET + "\r\n")).isEqualTo(Credentials.token(ACCOUNT, SECRET));
        assertThat(Credentials.apiKey(ACCOUNT, KEY + "\n", SECRET + "\n"))
                .isEqualTo(Credentials.apiKey(ACCOUNT, KEY, SECRET));
    }

    @Test
    void areEqualByContentAndSoAreTheirFingerprints() {
        Credentials token = Credentials.token(ACCOUNT, SECRET);

        assertThat(Credentials.token(ACCOUNT, SECRET)).isEqualTo(token).hasSameHashCodeAs(token);
        assertThat(Credentials.token(ACCOUNT, SECRET).fingerprint())
                .isEqualTo(token.fingerprint())
                .matches("[0-9a-f]{12}");
        for (Credentials other : new Credentials[] {
            Credentials.token(ACCOUNT, SECRET + "x"),
            Credentials.token(OTHER_ACCOUNT, SECRET),
            Credentials.apiKey(ACCOUNT, KEY, SECRET)
        }) {
            assertThat(other).isNotEqualTo(token);
            assertThat(other.fingerprint()).isNotEqualTo(token.fingerprint());
        }
    }

    @Test
    void sayWhoseTheyAreAndNotWhatTheyAre() {
        assertThat(Credentials.token(ACCOUNT, SECRET).toString())
                .startsWith(ACCOUNT + " by auth token, fingerprint ")
                .doesNotContain(SECRET);
        assertThat(Credentials.apiKey(ACCOUNT, KEY, SECRET).toString())
                .startsWith(ACCOUNT + " by API key " + KEY)
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void refuseABlankSecret(String blank) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.token(ACCOUNT, blank))
                .withMessage("the auth token must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.apiKey(ACCOUNT, KEY, blank))
                .withMessage("the API key secret must not be empty");
    }

    @Test
    void doNotRepeatASecretThatWasGivenInPlaceOfTheKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.apiKey(ACCOUNT, SECRET, KEY))
                .withMessage("an API key's SID must be SK followed by 32 hexadecimal digits");
    }

    @Test
    void areTakenOutOfATextUnlessTheyAreSoShortThatTheyAreThereByChance() {
        Credentials token = Credentials.token(ACCOUNT, SECRET);
        Credentials shorter = Credentials.token(ACCOUNT, "a".repeat(15));
        String header = shorter.authorization();

        assertThat(token.conceal("a " + SECRET + "!")).isEqualTo("a [concealed]!");
        assertThat(shorter.conceal("a".repeat(30))).isEqualTo("a".repeat(30));
        assertThat(shorter.conceal("Bad header " + header)).isEqualTo("Bad header Basic [concealed]");
    }

    private static String decoded(Credentials credentials) {
        String basic = credentials.authorization().substring("Basic ".length());
        return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
    }
}
