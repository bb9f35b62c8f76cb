package dev.proxypool.proxy.http;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.NamedService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of successful answers. Twilio declares every field nullable and none required, so the rule is ours:
 * what decides something (SIDs, the reservation, the link to the next page) must be present and valid, or the whole
 * answer is malformed; everything else may be missing or odd.
 */
final class Bodies {

    private static final int LONGEST_SID = 34;

    /** Twilio's links have about 150 characters. */
    private static final int LONGEST_LINK = 4_096;

    /** Twilio allows at most 191 characters in a unique name. */
    private static final int LONGEST_NAME = 256;

    private Bodies() {}

    /**
     * One page of a list.
     *
     * @param next the link to the next page as Twilio wrote it; null on the last page
     */
    record Page<T>(List<T> entries, @Nullable String next) {}

    /** A page needs its list and its meta: without either, it is unknown whether the pool ends here. */
    static Parsed<Page<Member>> page(Body body, MemberKind kind, MemberReader reader) {
        return body.read(json -> new PageFields<>(json, kind.listKey(), kind.noun() + "s", reader::read).page());
    }

    static Parsed<Page<NamedService>> pageOfServices(Body body) {
        return body.read(json -> new PageFields<>(json, "services", "Services", Bodies::service).page());
    }

    /** The requested member; any other member makes the answer malformed. */
    static Parsed<Member> member(Body body, MemberReader reader, Membership asked) {
        return body.read(reader::read)
                .then(member -> isAbout(member, asked.member())
                        ? new Parsed.Success<>(member)
                        : new Parsed.Malformed<>(
                                "the answer is about %s, not %s".formatted(member.sid(), asked.member())));
    }

    private static boolean isAbout(Member member, Sid.Member asked) {
        return member.sid().equals(asked)
                || asked instanceof Sid.E164 && member.number().equals(Optional.of(asked));
    }

    static Parsed<Sid.Service> service(Body body, Sid.Service asked) {
        return body.read(json -> {
            ServiceFields fields = new ServiceFields(json);
            json.object(ServiceFields.NAMES, fields);
            return asked.value().equals(fields.sid)
                    ? new Parsed.Success<>(asked)
                    : new Parsed.Malformed<>("the answer is not about Service %s".formatted(asked));
        });
    }

    private static Parsed<NamedService> service(Cursor json) throws IOException {
        ServiceFields fields = new ServiceFields(json);
        json.object(ServiceFields.NAMES, fields);
        return Sid.Service.parse(fields.sid)
                .<Parsed<NamedService>>map(sid -> new Parsed.Success<>(new NamedService(sid, fields.uniqueName)))
                .orElseGet(() -> new Parsed.Malformed<>("a Service in the answer has no valid sid"));
    }

    /** The fields of one Service, as they are read. */
    private static final class ServiceFields implements Cursor.Field {
        private static final Cursor.KnownFields NAMES = Cursor.KnownFields.of("sid", "unique_name");

        private final Cursor json;
        private @Nullable String sid;
        private @Nullable String uniqueName;

        ServiceFields(Cursor json) {
            this.json = json;
        }

        @Override
        public void at(String name) throws IOException {
            switch (name) {
                case "sid" -> sid = json.text(LONGEST_SID);
                case "unique_name" -> uniqueName = json.text(LONGEST_NAME);
                default -> throw new IllegalStateException("not one of the fields: " + name);
            }
        }
    }

    /** The fields of one page, as they are read. */
    private static final class PageFields<T> implements Cursor.Field {
        private static final String META = "meta";
        private static final Cursor.KnownFields LINK = Cursor.KnownFields.of("next_page_url");

        private final Cursor json;
        private final String key;
        private final String inWords;
        private final Body.BodyParser<T> reader;
        private final List<T> entries = new ArrayList<>();
        private boolean hasList;
        private boolean hasMeta;
        private @Nullable String next;
        private @Nullable String problem;

        /**
         * @param key the field that holds the list
         * @param inWords what the entries are
         * @param reader reads one entry
         */
        PageFields(Cursor json, String key, String inWords, Body.BodyParser<T> reader) {
            this.json = json;
            this.key = key;
            this.inWords = inWords;
            this.reader = reader;
        }

        Parsed<Page<T>> page() throws IOException {
            json.object(Cursor.KnownFields.of(key, META), this);
            if (!hasList || !hasMeta) {
                return new Parsed.Malformed<>("the answer is not a page of " + inWords);
            }
            return problem == null ? new Parsed.Success<>(new Page<>(entries, next)) : new Parsed.Malformed<>(problem);
        }

        @Override
        public void at(String name) throws IOException {
            if (name.equals(META)) {
                hasMeta = json.isObject();
                json.object(LINK, _ -> link());
            } else {
                hasList = json.isArray();
                json.array(this::entry);
            }
        }

        private void link() throws IOException {
            next = json.text(LONGEST_LINK);
            if (next == null && !json.isNull()) {
                problem = "the link to the next page is not text, or too long";
            }
        }

        /** After a problem no entry counts. */
        private void entry() throws IOException {
            if (problem != null) {
                return;
            }
            switch (reader.read(json)) {
                case Parsed.Success<T>(T value) -> entries.add(value);
                case Parsed.Malformed<T>(String why) -> problem = why;
            }
        }
    }
}
