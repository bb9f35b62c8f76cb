package dev.proxypool.domain;

/** What can be in the pool of a Service. Each kind has a list of its own. */
public enum MemberKind {
    SHORT_CODE
}
