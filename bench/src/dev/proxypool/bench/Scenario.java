package dev.proxypool.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be measured. The order is that of the page. */
enum Scenario {
    STEADY("Nothing changes: reads, writes, processor time and memory by number of resources", ColdStart::measure),
    NEW_RESOURCE("One new resource: every write that it costs", NewResource::measure),
    BULK("500 codes added to one Service, with Twilio's limits on", Bulk::measure),
    COLD_START("10,000 resources in 20 Services: until all are verified", ColdStart::measure),
    NEWCOMER("One new resource after the other while 10,000 rest", ColdStart::measure),
    BIG_POOL("5,500 members in one pool, from one manifest", BigPool::measure),
    START_UP("From the start of the process to the first resource made Ready", StartUp::measure),
    FOREIGN_SECRETS("50,000 Secrets that the operator does not use", ForeignSecrets::measure),
    CLOSED_ACCOUNT("Twilio refuses everything of one account for 60 s", ClosedAccount::measure),
    PEER("The same work by a loop with Twilio's own Java SDK", AgainstPeer::measure);

    private final String title;
    private final Function<Rig, Measured> measurement;

    Scenario(String title, Function<Rig, Measured> measurement) {
        this.title = title;
        this.measurement = measurement;
    }

    String title() {
        return title;
    }

    /** As on the command line, and in the name of the file. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Measured measure() {
        try (Rig rig = new Rig(word())) {
            return measurement.apply(rig);
        }
    }

    static Scenario of(String word) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no scenario; there are: %s".formatted(word, String.join(", ", words()))));
    }

    /** Those that have to be run so that all are measured. */
    static List<String> wordsToRun() {
        return words().stream()
                .filter(word -> !List.of(STEADY.word(), NEWCOMER.word()).contains(word))
                .toList();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Scenario::word).collect(Collectors.toList());
    }
}
