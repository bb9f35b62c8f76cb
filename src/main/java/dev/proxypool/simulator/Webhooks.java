package dev.proxypool.simulator;

/** Where Twilio sends the calls and messages of a phone number; an empty text = nowhere. */
record Webhooks(String voiceUrl, String smsUrl) {
    static final Webhooks NONE = new Webhooks("", "");

    /** After Proxy. Seen at Twilio when a Service was deleted; for the removal of one number inferred. */
    static final Webhooks DEMO =
            new Webhooks("https://demo.twilio.com/welcome/voice/", "https://demo.twilio.com/welcome/sms/reply/");

    /** While the number is in a pool. Only the form of the second one is documented, on the page of error 80305. */
    static Webhooks ofProxy(String accountSid, String serviceSid) {
        String proxy =
                "https://webhooks.twilio.com/v1/Accounts/%s/Proxy/%s/Webhooks/".formatted(accountSid, serviceSid);
        return new Webhooks(proxy + "Call", proxy + "Message");
    }
}
