package dev.proxypool.lifecycle;

/** What the operator did for a resource before. */
enum Past {
    NEW("new"),
    /** The finalizer is there, and no status: whether the add went through was not written down any more. */
    STARTED("an add was begun"),
    EDITED("applied, then edited"),
    APPLIED("applied"),
    /** Applied, and corrected as often as is allowed within the window. */
    UNDONE("corrected in vain");

    final String words;

    Past(String words) {
        this.words = words;
    }
}
