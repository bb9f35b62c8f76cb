package dev.proxypool.proxy;

/**
 * The operations of Twilio's OpenAPI document 2.3.3 that are used here, with its names, methods and the only status each
 * of them answers when it did what was asked.
 */
enum Operation {
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

    String twilioName() {
        return twilioName;
    }

    String method() {
        return method;
    }

    boolean succeeds(int status) {
        return status == success;
    }
}
