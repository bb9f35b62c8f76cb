package dev.proxypool.simulator;

import java.util.Map;

/**
 * A short code or phone number of an account, in a pool or not.
 *
 * @param number the digits that people dial; E.164 for a phone number
 * @param friendlyName empty for a short code
 */
record OwnedNumber(
        EntryKind kind,
        String sid,
        String number,
        String isoCountry,
        String friendlyName,
        Map<String, Boolean> capabilities) {
    static OwnedNumber of(SimulatorState.ShortCode code) {
        return new OwnedNumber(
                EntryKind.SHORT_CODE, code.sid(), code.shortCode(), code.isoCountry(), "", code.capabilities());
    }

    static OwnedNumber of(SimulatorState.PhoneNumber number) {
        return new OwnedNumber(
                EntryKind.PHONE_NUMBER,
                number.sid(),
                number.phoneNumber(),
                number.isoCountry(),
                number.friendlyName(),
                number.capabilities());
    }

    SimulatorState.ShortCode toShortCode() {
        return new SimulatorState.ShortCode(sid, number, isoCountry, capabilities);
    }

    SimulatorState.PhoneNumber toPhoneNumber(Webhooks webhooks, boolean released) {
        return new SimulatorState.PhoneNumber(
                sid, number, isoCountry, friendlyName, capabilities, webhooks.voiceUrl(), webhooks.smsUrl(), released);
    }
}
