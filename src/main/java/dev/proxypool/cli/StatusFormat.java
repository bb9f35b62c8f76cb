package dev.proxypool.cli;

/** What a status is printed as. The names are what is typed. */
enum StatusFormat {
    text,
    /** With more columns, however wide the window is. */
    wide,
    /** Names only, as kubectl takes them. */
    name,
    yaml,
    json;

    boolean isForAPerson() {
        return this == text || this == wide;
    }
}
