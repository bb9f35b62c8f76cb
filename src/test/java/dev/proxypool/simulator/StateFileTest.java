package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFileTest {
    private static final String MINIMAL =
            "accounts: [{sid: AC00000000000000000000000000000001, authToken: example-token-1}]";

    @Test
    void theExampleShowsEveryDefaultAsItIs() {
        assertThat(Example.state().limits()).isEqualTo(Limits.TWILIO);
        assertThat(Example.state().behaviour()).isEqualTo(Behaviour.DEFAULT);
        assertThat(Example.state().accounts().getFirst().shortCodes().get(1).capabilities())
                .isEqualTo(SimulatorState.USUAL_CAPABILITIES);
    }

    @Test
    void anAccountWithATokenIsAWholeStateInYamlAndInJson() {
        String json =
                "{\"accounts\":[{\"sid\":\"AC00000000000000000000000000000001\",\"authToken\":\"example-token-1\"}]}";

        assertThat(StateFile.parse("state.json", json)).isEqualTo(StateFile.parse("state.yaml", MINIMAL));
    }

    @Test
    void aRunningStateStartsAgainAsItWas() throws Exception {
        try (Simulator simulator = Example.start(Example.state());
                Simulator again = Simulator.start(simulator.state(), new InetSocketAddress("127.0.0.1", 0))) {
            assertThat(again.state()).isEqualTo(Example.state());
        }
    }

    @Test
    void allProblemsAreReportedTogetherWithFileAndPath() {
        InvalidState refusal = catchThrowableOfType(InvalidState.class, () -> StateFile.parse("state.yaml", """
            accounts:
              - sid: AC1
                authToken: [secret]
                shortcodes: []
                shortCodes:
                  - {sid: SC00000000000000000000000000000001, shortCode: 12345}
                  - {sid: SC00000000000000000000000000000001, shortCode: "+1", isoCountry: usa}
                  - {shortCode: 12345, capabilities: {sms_outbound: maybe}}
                services:
                  - sid: KS00000000000000000000000000000001
                    uniqueName: one
                    shortCodes: [{sid: SC00000000000000000000000000000001, reserved: "yes"}]
                  - sid: KS00000000000000000000000000000002
                    uniqueName: one
                    shortCodes:
                      - {sid: SC00000000000000000000000000000001}
                      - {sid: SC00000000000000000000000000000009}
            limits: {requestsPerSecond: 0, enabled: 1}
            behaviour: {inUseStatus: 418}
            """));

        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "state.yaml: accounts[0].shortcodes: unknown key, expected one of sid, authToken, apiKeys,"
                                + " shortCodes, phoneNumbers, services",
                        "state.yaml: accounts[0].sid: expected AC and 32 hexadecimal digits, found \"AC1\"",
                        "state.yaml: accounts[0].authToken: expected a text, found a list",
                        "state.yaml: accounts[0].shortCodes[1].sid: expected each only once, but"
                                + " \"SC00000000000000000000000000000001\" is at accounts[0].shortCodes[0].sid already",
                        "state.yaml: accounts[0].shortCodes[1].shortCode: expected 3 to 8 digits, such as 12345, found"
                                + " \"+1\"",
                        "state.yaml: accounts[0].shortCodes[1].isoCountry: expected two capital letters, such as US,"
                                + " found \"usa\"",
                        "state.yaml: accounts[0].shortCodes[2].sid: missing, expected a text",
                        "state.yaml: accounts[0].shortCodes[2].capabilities.sms_outbound: expected true or false",
                        "state.yaml: accounts[0].services[0].shortCodes[0].reserved: expected true or false, found a"
                                + " text",
                        "state.yaml: accounts[0].services[1].uniqueName: expected each only once, but \"one\" is at"
                                + " accounts[0].services[0].uniqueName already",
                        "state.yaml: accounts[0].services[1].shortCodes[0].sid: expected each only once, but"
                            + " \"SC00000000000000000000000000000001\" is at accounts[0].services[0].shortCodes[0].sid"
                            + " already",
                        "state.yaml: accounts[0].services[1].shortCodes[1].sid: expected the SID of one of this"
                                + " account's shortCodes, found \"SC00000000000000000000000000000009\"",
                        "state.yaml: limits.requestsPerSecond: expected a whole number from 1 to 1000000, found 0",
                        "state.yaml: limits.enabled: expected true or false, found a number",
                        "state.yaml: behaviour.inUseStatus: expected one of [400, 409], found 418");
        assertThat(refusal).hasMessage(String.join("\n", refusal.problems())).hasMessageNotContaining("secret");
    }

    @Test
    void whatIsWrongWithPhoneNumbersIsReportedLikewise() {
        InvalidState refusal = catchThrowableOfType(InvalidState.class, () -> StateFile.parse("state.yaml", """
            accounts:
              - sid: AC00000000000000000000000000000001
                authToken: example-token-1
                phoneNumbers:
                  - {sid: PN00000000000000000000000000000001, phoneNumber: "+14155550101"}
                  - {sid: PN00000000000000000000000000000002, phoneNumber: +14155550101, released: 1}
                  - {sid: SC00000000000000000000000000000003, phoneNumber: "+14155550101", isoCountry: usa}
                services:
                  - sid: KS00000000000000000000000000000001
                    uniqueName: one
                    phoneNumbers:
                      - {sid: PN00000000000000000000000000000001, inUse: true}
                      - {sid: PN00000000000000000000000000000001}
                      - {sid: PN00000000000000000000000000000009}
                    shortCodes: [{sid: PN00000000000000000000000000000002}]
            behaviour: {capabilities: all, otherServiceStatus: 418}
            """));

        assertThat(refusal.problems())
                .containsExactlyInAnyOrder(
                        "state.yaml: accounts[0].phoneNumbers[1].phoneNumber: expected + and up to 15 digits, in"
                                + " quotes, such as \"+14155550101\", found \"14155550101\"",
                        "state.yaml: accounts[0].phoneNumbers[1].released: expected true or false, found a number",
                        "state.yaml: accounts[0].phoneNumbers[2].sid: expected PN and 32 hexadecimal digits, found"
                                + " \"SC00000000000000000000000000000003\"",
                        "state.yaml: accounts[0].phoneNumbers[2].phoneNumber: expected each only once, but"
                                + " \"+14155550101\" is at accounts[0].phoneNumbers[0].phoneNumber already",
                        "state.yaml: accounts[0].phoneNumbers[2].isoCountry: expected two capital letters, such as US,"
                                + " found \"usa\"",
                        "state.yaml: accounts[0].services[0].phoneNumbers[0].inUse: expected a whole number from 0 to"
                                + " 1000000, found true",
                        "state.yaml: accounts[0].services[0].phoneNumbers[1].sid: expected each only once, but"
                                + " \"PN00000000000000000000000000000001\" is at"
                                + " accounts[0].services[0].phoneNumbers[0].sid already",
                        "state.yaml: accounts[0].services[0].phoneNumbers[2].sid: expected the SID of one of this"
                                + " account's phoneNumbers, found \"PN00000000000000000000000000000009\"",
                        "state.yaml: accounts[0].services[0].shortCodes[0].sid: expected the SID of one of this"
                                + " account's shortCodes, found \"PN00000000000000000000000000000002\"",
                        "state.yaml: behaviour.otherServiceStatus: expected one of [400, 404, 409], found 418",
                        "state.yaml: behaviour.capabilities: expected one of [directional, plain, none], found"
                                + " \"all\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | (top level): expected an object with accounts, limits, behaviour",
                "text | (top level): expected an object",
                "{} | accounts: expected a list of at least one account",
                "accounts: 7 | accounts: expected a list, found a number",
                "'accounts: [1]' | accounts[0]: expected an object with sid",
                "'accounts: [' | line 1: expected YAML or JSON, but",
                "'{accounts: [], accounts: []}' | line 1: expected YAML or JSON, but Duplicate field 'accounts'",
                "'{accounts: [], limits: []}' | limits: expected an object with enabled"
            })
    void whatIsNoStateAtAllSaysSo(String text, String problem) {
        assertThatThrownBy(() -> StateFile.parse("state.yaml", text))
                .isInstanceOf(InvalidState.class)
                .hasMessageContaining("state.yaml: " + problem);
    }

    @Test
    void aStateBuiltInJavaIsCheckedToo() {
        var account = new SimulatorState.Account("AC1", "", List.of(), List.of(), List.of());

        assertThatThrownBy(() ->
                        Simulator.start(new SimulatorState(List.of(account)), new InetSocketAddress("127.0.0.1", 0)))
                .hasMessage("state: accounts[0].sid: expected AC and 32 hexadecimal digits, found \"AC1\"\n"
                        + "state: accounts[0].authToken: expected a text of at least one character");
    }

    @Test
    void secretsDoNotGetIntoLogs() {
        assertThat(Example.state().toString()).doesNotContain("example-token", "example-secret");
    }
}
