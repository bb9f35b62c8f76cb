package dev.proxypool.cli;

/** What is printed for: a person or a program. The names are what is typed. */
enum OutputFormat {
    text,
    json
}
