package dev.proxypool.proxy;

/**
 * The operations of Twilio's OpenAPI document 2.3.3 that are used here, with its names, methods and the only status each
 * of them answers when it did what was asked.
 */
public enum Operation {
    LIST("ListShortCode", "GET", 200),
    CREATE("CreateShortCode", "POST", 201),
    UPDATE("UpdateShortCode", "POST", 200),
    DELETE("DeleteShortCode", "DELETE", 204),
    FETCH_SERVICE("FetchService", "GET", 200),
    LIST_SERVICES("ListService", "GET", 200);

    private final String twilioName;
    private final String method;
    private final int success;

    Operation(String twilioName, String method, int success) {
        this.twilioName = twilioName;
        this.method = method;
        this.success = success;
    }

    public String twilioName() {
        return twilioName;
    }

    public String method() {
        return method;
    }

    public boolean succeeds(int status) {
        return status == success;
    }
}
