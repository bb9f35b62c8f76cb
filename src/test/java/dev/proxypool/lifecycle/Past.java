package dev.proxypool.lifecycle;

/** What the operator did for a resource before. */
enum Past {
    NEW("new"),
    EDITED("applied, then edited"),
    APPLIED("applied"),
    /** Applied, and corrected as often as is allowed within the window. */
    UNDONE("corrected in vain");

    final String words;

    Past(String words) {
        this.words = words;
    }
}
