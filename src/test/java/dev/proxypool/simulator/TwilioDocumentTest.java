package dev.proxypool.simulator;

import static dev.proxypool.simulator.TwilioDocument.OF_2_3_3;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.simulator.TwilioDocument.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The facts about phone numbers, short codes and Services on which simulator and operator are built, held against
 * Twilio's document, and, where an answer shows them, against the simulator.
 */
class TwilioDocumentTest {
    private static final String SETTINGS = "UniqueName DefaultTtl CallbackUrl GeoMatchLevel NumberSelectionBehavior"
            + " InterceptCallbackUrl OutOfSessionCallbackUrl ChatInstanceSid";

    /** The last column: the form with which the simulator answers the same status; - where there is none to send. */
    @ParameterizedTest
    @CsvSource({
        "CreatePhoneNumber,post,/v1/Services/{ServiceSid}/PhoneNumbers,201,Sid=PN00000000000000000000000000000001",
        "ListPhoneNumber,get,/v1/Services/{ServiceSid}/PhoneNumbers,200,-",
        "FetchPhoneNumber,get,/v1/Services/{ServiceSid}/PhoneNumbers/{Sid},200,-",
        "UpdatePhoneNumber,post,/v1/Services/{ServiceSid}/PhoneNumbers/{Sid},200,IsReserved=true",
        "DeletePhoneNumber,delete,/v1/Services/{ServiceSid}/PhoneNumbers/{Sid},204,-",
        "CreateShortCode,post,/v1/Services/{ServiceSid}/ShortCodes,201,Sid=SC00000000000000000000000000000001",
        "ListShortCode,get,/v1/Services/{ServiceSid}/ShortCodes,200,-",
        "FetchShortCode,get,/v1/Services/{ServiceSid}/ShortCodes/{Sid},200,-",
        "UpdateShortCode,post,/v1/Services/{ServiceSid}/ShortCodes/{Sid},200,IsReserved=true",
        "DeleteShortCode,delete,/v1/Services/{ServiceSid}/ShortCodes/{Sid},204,-",
        "CreateService,post,/v1/Services,201,UniqueName=third",
        "ListService,get,/v1/Services,200,-",
        "FetchService,get,/v1/Services/{Sid},200,-",
        "UpdateService,post,/v1/Services/{Sid},200,DefaultTtl=60",
        "DeleteService,delete,/v1/Services/{Sid},204,-"
    })
    void eachOperationHasThisRequestAndThisAnswer(String id, String method, String path, int status, String form) {
        Operation operation = OF_2_3_3.operation(id);

        assertThat(operation.method()).isEqualTo(method);
        assertThat(operation.path()).isEqualTo(path);
        assertThat(operation.statuses()).as("no error is declared").containsExactly(Integer.toString(status));
        assertThat(asked(method, path, form).status()).isEqualTo(status);
    }

    /** Of the second Service of the example, which has a member of each kind. */
    private static Client.Answer asked(String method, String path, String form) {
        String sid = path.contains("PhoneNumbers") ? Example.POOLED_NUMBER : Example.POOLED;
        String there = path.replace("{ServiceSid}", Example.SUPPORT)
                .replace("/Services/{Sid}", "/Services/" + Example.SUPPORT)
                .replace("{Sid}", sid);
        try (Simulator simulator = Example.start(Example.state())) {
            Client client = Example.client(simulator);
            return method.equals("post")
                    ? client.post(there, form)
                    : client.method(method.toUpperCase(Locale.ROOT), there, "");
        }
    }

    /** A phone number can be added by its number, and reserved in the same request; a short code cannot. */
    @ParameterizedTest
    @CsvSource({
        "CreatePhoneNumber,Sid PhoneNumber IsReserved,''",
        "UpdatePhoneNumber,IsReserved,''",
        "CreateShortCode,Sid,Sid",
        "UpdateShortCode,IsReserved,''",
        "CreateService," + SETTINGS + ",UniqueName",
        "UpdateService," + SETTINGS + ",''"
    })
    void eachFormHasTheseFieldsAndRequiresThese(String id, String fields, String required) {
        assertThat(OF_2_3_3.operation(id).formFields()).containsExactlyInAnyOrderElementsOf(words(fields));
        assertThat(OF_2_3_3.operation(id).required()).containsExactlyInAnyOrderElementsOf(words(required));
    }

    @ParameterizedTest
    @CsvSource({"ListPhoneNumber,phone_numbers", "ListShortCode,short_codes", "ListService,services"})
    void eachListHasThisKeyAndTheSamePaging(String id, String key) {
        Operation list = OF_2_3_3.operation(id);

        assertThat(list.answered("200")).containsExactlyInAnyOrder(key, "meta");
        assertThat(list.parameters("query").stream()
                        .map(parameter -> parameter.path("name").asText()))
                .containsExactlyInAnyOrder("PageSize", "Page", "PageToken");
    }

    @ParameterizedTest
    @CsvSource({
        "service.phone_number,sid account_sid service_sid date_created date_updated phone_number friendly_name"
                + " iso_country capabilities url is_reserved in_use",
        "service.short_code,sid account_sid service_sid date_created date_updated short_code iso_country capabilities"
                + " url is_reserved",
        "service,sid unique_name account_sid chat_instance_sid callback_url default_ttl number_selection_behavior"
                + " geo_match_level intercept_callback_url out_of_session_callback_url date_created date_updated url"
                + " links"
    })
    void eachResourceHasTheseProperties(String schema, String properties) {
        assertThat(TwilioDocument.names(OF_2_3_3.schema("proxy.v1." + schema).path("properties")))
                .containsExactlyInAnyOrderElementsOf(words(properties));
    }

    @ParameterizedTest
    @CsvSource({
        "service.phone_number,sid,PN",
        "service.phone_number,service_sid,KS",
        "service.short_code,sid,SC",
        "service,sid,KS",
        "service,chat_instance_sid,IS",
        "service.session.participant,proxy_identifier_sid,PN"
    })
    void eachSidHasThisForm(String schema, String property, String prefix) {
        assertThat(OF_2_3_3.property("proxy.v1." + schema, property)
                        .path("pattern")
                        .asText())
                .isEqualTo("^" + prefix + "[0-9a-fA-F]{32}$");
    }

    @ParameterizedTest
    @CsvSource({
        "service.phone_number,in_use,integer,false",
        "service.phone_number,is_reserved,boolean,true",
        "service.phone_number,phone_number,string,true",
        "service.phone_number,friendly_name,string,true",
        "service.phone_number,capabilities,object,true",
        "service,default_ttl,integer,false",
        "service,callback_url,string,true"
    })
    void eachPropertyHasThisType(String schema, String name, String type, boolean nullable) {
        JsonNode property = OF_2_3_3.property("proxy.v1." + schema, name);

        assertThat(property.path("type").asText()).isEqualTo(type);
        assertThat(property.path("nullable").booleanValue()).isEqualTo(nullable);
    }

    /** Their examples, and recorded answers, have directional names instead, such as {@code sms_inbound}. */
    @ParameterizedTest
    @ValueSource(strings = {"phone_number", "short_code"})
    void theSchemaNamesFourCapabilities(String resource) {
        JsonNode capabilities = OF_2_3_3.property("proxy.v1.service." + resource, "capabilities");

        assertThat(TwilioDocument.names(capabilities.path("properties")))
                .containsExactlyInAnyOrder("fax", "mms", "sms", "voice");
        assertThat(capabilities.has("additionalProperties")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "service_enum_geo_match_level,area-code overlay radius country",
        "service_enum_number_selection_behavior,avoid-sticky prefer-sticky",
        "session_enum_status,open in-progress closed failed unknown"
    })
    void eachEnumerationHasTheseWords(String schema, String words) {
        assertThat(OF_2_3_3.schema(schema).path("enum").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(words(words));
    }

    /** So a unique name may be accepted in the place of the SID: the switch {@code servicesByName}. */
    @Test
    void onlyTheFetchOfAServiceHasNoFormOfItsSid() {
        assertThat(OF_2_3_3.operations()
                        .filter(operation -> operation.path().equals("/v1/Services/{Sid}"))
                        .filter(operation -> operation.parameters("path").stream()
                                .noneMatch(parameter -> parameter.path("schema").has("pattern")))
                        .map(Operation::id))
                .containsExactly("FetchService");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }
}
