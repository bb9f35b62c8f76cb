package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.cli.NoCredentials;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTwilioTest {

    @Test
    void noCredentialsAtAllAreToldApartFromHalfOfThem() {
        assertThatThrownBy(() -> CommandLineTwilio.open(Map.of())).isInstanceOf(NoCredentials.class);
        assertThatThrownBy(() -> CommandLineTwilio.open(Map.of("TWILIO_API_KEY", "SK1")))
                .isInstanceOf(InvalidConfig.class)
                .hasMessageContaining("TWILIO_ACCOUNT_SID must be ");
    }
}
