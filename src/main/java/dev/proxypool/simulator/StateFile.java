package dev.proxypool.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;

/** State files, in YAML or JSON (which is YAML). {@code examples/simulator.yaml} in the jar documents every key. */
public final class StateFile {
    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private StateFile() {}

    /**
     * Parses a text.
     *
     * @param name the name of the source in error messages
     * @throws InvalidState with all problems of the text
     */
    public static SimulatorState parse(String name, String text) {
        Problems problems = new Problems();
        SimulatorState state = StateReader.read(tree(name, text), problems);
        StateRules.check(state, problems);
        if (!problems.isEmpty()) {
            throw new InvalidState(name, problems.messages());
        }
        return state;
    }

    /** The keys of the block {@code behaviour}; those that are absent stay as they are. */
    static Behaviour behaviour(String text, Behaviour usual) {
        Problems problems = new Problems();
        Keys keys = new Keys(tree("behaviour", text), "", problems, BehaviourJson.KNOWN);
        Behaviour behaviour = BehaviourJson.read(keys, usual);
        if (!problems.isEmpty()) {
            throw new InvalidState("behaviour", problems.messages());
        }
        return behaviour;
    }

    /** For states built in Java. */
    static void requireValid(SimulatorState state) {
        Problems problems = new Problems();
        StateRules.check(state, problems);
        if (!problems.isEmpty()) {
            throw new InvalidState("state", problems.messages());
        }
    }

    private static JsonNode tree(String name, String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException malformed) {
            String where = malformed.getLocation() == null
                    ? "(top level)"
                    : "line " + malformed.getLocation().getLineNr();
            String why = malformed.getOriginalMessage().lines().findFirst().orElse("");
            throw new InvalidState(name, List.of(where + ": expected YAML or JSON, but " + why));
        }
    }
}
