package dev.proxypool.scenarios;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Who appears in the stories, and the stage that each of them has to itself. */
abstract class Scenarios {

    static final String KS1 = "KS00000000000000000000000000000001";
    static final String KS2 = "KS00000000000000000000000000000002";
    static final String SC1 = "SC00000000000000000000000000000001";
    static final String SC2 = "SC00000000000000000000000000000002";
    static final String SC3 = "SC00000000000000000000000000000003";
    static final String SC4 = "SC00000000000000000000000000000004";

    /** The Kubernetes API of the stories; closed at the end of each. */
    abstract TestEnvironment environment();

    TestEnvironment environment;

    @BeforeEach
    void setTheStage() {
        environment = environment();
    }

    @AfterEach
    void clearTheStage() {
        environment.close();
    }

    /** The condition, or one that says nothing. */
    static Condition condition(ProxyShortCode resource, String type) {
        return resource.statusOrNone().condition(type).orElse(new Condition(type, "Unknown", null, null, "", ""));
    }
}
