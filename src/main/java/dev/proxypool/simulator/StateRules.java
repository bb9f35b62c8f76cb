package dev.proxypool.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What must hold in a state: SIDs are well-formed and unique, and each pool has only codes and numbers of its account,
 * each in one pool.
 */
final class StateRules {
    private static final String COUNTRY = "[A-Z]{2}";
    private static final String COUNTRY_FORM = "two capital letters, such as US";

    private final Problems problems;
    private final Map<String, String> firstUse = new HashMap<>();

    private StateRules(Problems problems) {
        this.problems = problems;
    }

    static void check(SimulatorState state, Problems problems) {
        StateRules rules = new StateRules(problems);
        if (state.accounts().isEmpty()) {
            problems.add("accounts", "expected a list of at least one account");
        }
        each(state.accounts(), "accounts", rules::account);
    }

    private void account(SimulatorState.Account account, String path) {
        sid(account.sid(), SidKind.ACCOUNT, path);
        secret(account.authToken(), path + ".authToken");
        each(account.apiKeys(), path + ".apiKeys", (key, keyPath) -> {
            sid(key.sid(), SidKind.API_KEY, keyPath);
            secret(key.secret(), keyPath + ".secret");
        });
        Set<String> codes = new HashSet<>();
        each(account.shortCodes(), path + ".shortCodes", (code, codePath) -> {
            sid(code.sid(), SidKind.SHORT_CODE, codePath);
            form(code.shortCode(), "[0-9]{3,8}", "3 to 8 digits, such as 12345", codePath + ".shortCode");
            form(code.isoCountry(), COUNTRY, COUNTRY_FORM, codePath + ".isoCountry");
            codes.add(code.sid());
        });
        Set<String> numbers = new HashSet<>();
        Map<String, String> digits = new HashMap<>();
        each(account.phoneNumbers(), path + ".phoneNumbers", (number, numberPath) -> {
            sid(number.sid(), SidKind.PHONE_NUMBER, numberPath);
            form(
                    number.phoneNumber(),
                    EntryKind.E164,
                    "+ and up to 15 digits, in quotes, such as \"+14155550101\"",
                    numberPath + ".phoneNumber");
            once(number.phoneNumber(), numberPath + ".phoneNumber", digits);
            form(number.isoCountry(), COUNTRY, COUNTRY_FORM, numberPath + ".isoCountry");
            numbers.add(number.sid());
        });
        Map<String, String> homes = new HashMap<>();
        Map<String, String> names = new HashMap<>();
        each(account.services(), path + ".services", (service, servicePath) -> {
            sid(service.sid(), SidKind.SERVICE, servicePath);
            form(service.uniqueName(), ".{1,191}", "1 to 191 characters", servicePath + ".uniqueName");
            once(service.uniqueName(), servicePath + ".uniqueName", names);
            each(service.shortCodes(), servicePath + ".shortCodes", (member, memberPath) -> {
                member(member.sid(), memberPath, EntryKind.SHORT_CODE, codes);
                once(member.sid(), memberPath + ".sid", homes);
            });
            each(service.phoneNumbers(), servicePath + ".phoneNumbers", (member, memberPath) -> {
                member(member.sid(), memberPath, EntryKind.PHONE_NUMBER, numbers);
                once(member.sid(), memberPath + ".sid", homes);
            });
        });
    }

    private void member(String sid, String path, EntryKind kind, Set<String> ofAccount) {
        if (!ofAccount.contains(sid)) {
            problems.add(
                    path + ".sid",
                    "expected the SID of one of this account's %s, found \"%s\"".formatted(kind.stateKey(), sid));
        }
    }

    private void sid(String sid, SidKind kind, String path) {
        if (!kind.matches(sid)) {
            problems.add(path + ".sid", "expected %s, found \"%s\"".formatted(kind.form(), sid));
        }
        once(sid, path + ".sid", firstUse);
    }

    private void once(String value, String path, Map<String, String> seen) {
        String before = seen.putIfAbsent(value, path);
        if (before != null) {
            problems.add(path, "expected each only once, but \"%s\" is at %s already".formatted(value, before));
        }
    }

    private void form(String value, String regex, String expected, String path) {
        if (!value.matches(regex)) {
            problems.add(path, "expected %s, found \"%s\"".formatted(expected, value));
        }
    }

    private void secret(String value, String path) {
        if (value.isEmpty()) {
            problems.add(path, "expected a text of at least one character");
        }
    }

    private static <T> void each(List<T> list, String path, BiConsumer<T, String> check) {
        for (int i = 0; i < list.size(); i++) {
            check.accept(list.get(i), path + "[" + i + "]");
        }
    }
}
