package dev.proxypool.cli;

import dev.proxypool.cli.ImportText.Form;
import dev.proxypool.cli.ImportText.Written;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.status.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From pools that are in use to manifests that keep them as they are. */
@Command(
        name = "import",
        description = {
            "Writes the pools of an account as manifests that keep them as they are: a plan of them is empty.",
            "Reads the list of Services and each pool once, and writes nothing to Twilio."
        },
        exitCodeList = {
            "0:all pools were written as manifests",
            "1:a pool cannot be read, or a file already exists; no file was written",
            "2:wrong usage or configuration"
        },
        footer = {
            "  ${ROOT-COMMAND-NAME} import -o manifests/",
            "  ${ROOT-COMMAND-NAME} import --service KS00000000000000000000000000000001 > pool.yaml",
            "  ${ROOT-COMMAND-NAME} import --kind members --account main -n messaging -o manifests/",
            "  ${ROOT-COMMAND-NAME} import -o manifests/ && ${ROOT-COMMAND-NAME} plan -f manifests/",
            "",
            "Environment: as for plan."
        })
public final class ImportCommand implements Callable<Integer> {

    private static final class ServiceSidConverter implements ITypeConverter<Sid.Service> {
        @Override
        public Sid.Service convert(String text) {
            return Sid.Service.parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "must be %s, got '%s'".formatted(Sid.Service.FORMAT.inWords(), text)));
        }
    }

    private static final class NameConverter implements ITypeConverter<String> {
        private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

        @Override
        public String convert(String text) {
            if (NAME.matcher(text).matches()) {
                return text;
            }
            throw new TypeConversionException(
                    "must be a name of lower-case letters, digits, '-' and '.', got '%s'".formatted(text));
        }
    }

    private final Shell shell;
    private final Twilio.Source source;

    @Option(
            names = "--service",
            paramLabel = "SID",
            converter = ServiceSidConverter.class,
            description = "A Proxy Service; may be repeated. Without it: all of the account.")
    private List<Sid.Service> services = List.of();

    @Option(
            names = "--kind",
            paramLabel = "FORM",
            defaultValue = "pool",
            description = "pool: a resource for each pool of a Service; members: a resource for each member"
                    + " (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Form form;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "The ProxyAccount that the manifests name.")
    private @Nullable String account;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            converter = NameConverter.class,
            description = "The namespace that the manifests name.")
    private @Nullable String namespace;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "The folder for one file per manifest; existing files are never overwritten. Without it: all to"
                            + " standard output.")
    private @Nullable Path folder;

    public ImportCommand(Shell shell, Twilio.Source source) {
        this.shell = shell;
        this.source = source;
    }

    @Override
    public Integer call() throws IOException {
        List<Written> manifests =
                read(source.get(), services.stream().distinct().toList());
        if (folder == null) {
            shell.out().text(manifests.stream().map(Written::text).collect(Collectors.joining("---\n")));
        } else {
            write(folder, manifests);
        }
        return Exit.FINE;
    }

    private List<Written> read(Twilio twilio, List<Sid.Service> wanted) {
        try (Progress progress = new Progress(shell)) {
            List<NamedService> found =
                    named(new RemotePools(twilio, progress, 1, shell.clock()).services(), twilio, wanted);
            RemotePools looks =
                    new RemotePools(twilio, progress, found.size() * MemberKind.values().length, shell.clock());
            ImportText text = new ImportText(namespace, account);
            List<Written> manifests = new ArrayList<>();
            for (NamedService service : found) {
                manifests.addAll(text.of(form, service, pools(looks, service)));
            }
            return manifests;
        }
    }

    /** Of each kind. A kind that Twilio does not serve for this Service is left out, unless it serves none. */
    private List<PoolSnapshot> pools(RemotePools looks, NamedService service) {
        List<PoolSnapshot> pools = new ArrayList<>();
        List<Trouble.Withdrawn> withdrawn = new ArrayList<>();
        for (MemberKind kind : MemberKind.values()) {
            switch (looks.apply(new PoolKey(service.sid(), kind))) {
                case Observation.Fresh(var pool) -> pools.add(pool);
                case Observation.Unreadable(Trouble.Withdrawn why) -> withdrawn.add(why);
                case Observation.ServiceGone gone ->
                    throw new UserError("Service %s no longer exists".formatted(gone.service()));
                case Observation.Unreadable(var trouble) ->
                    throw new UserError(
                            "the %s of %s cannot be read: %s".formatted(kind.nouns(), service.sid(), advice(trouble)));
            }
        }
        if (!withdrawn.isEmpty()
                && pools.stream().allMatch(pool -> pool.members().isEmpty())) {
            throw new UserError(
                    "the pools of %s cannot be read: %s".formatted(service.sid(), advice(withdrawn.getFirst())));
        }
        withdrawn.forEach(why -> shell.err()
                .line("proxypool: left out of %s: %s"
                        .formatted(service.sid(), why.exchange().describe())));
        return pools;
    }

    private static List<NamedService> named(
            Answer<List<NamedService>> answer, Twilio twilio, List<Sid.Service> wanted) {
        List<NamedService> all = switch (answer) {
            case Answer.Ok<List<NamedService>>(var list) -> list;
            case Answer.Failed<?>(var trouble) ->
                throw new UserError(
                        "the Services of %s cannot be listed: %s".formatted(twilio.account(), advice(trouble)));
        };
        if (all.isEmpty()) {
            throw new UserError("%s has no Proxy Service".formatted(twilio.account()));
        }
        Map<Sid.Service, NamedService> bySid =
                new TreeMap<>(all.stream().collect(Collectors.toMap(NamedService::sid, service -> service)));
        for (Sid.Service service : wanted) {
            if (!bySid.containsKey(service)) {
                throw new UserError("%s has no Proxy Service %s".formatted(twilio.account(), service));
            }
        }
        return bySid.values().stream()
                .filter(service -> wanted.isEmpty() || wanted.contains(service.sid()))
                .sorted(Comparator.comparing(NamedService::sid))
                .toList();
    }

    /** As a condition would say it. */
    private static String advice(Trouble trouble) {
        return Finding.reasonOf(trouble).advise(trouble.exchange().describe());
    }

    /** All or nothing: half an import would look like a whole one. */
    private void write(Path into, List<Written> manifests) throws IOException {
        List<String> there = manifests.stream()
                .map(manifest -> file(into, manifest))
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
        if (!there.isEmpty()) {
            throw new UserError("%s there already, and nothing was written: move %s away, or import into another folder"
                    .formatted(
                            there.size() == 1 ? there.getFirst() + " is" : String.join(", ", there) + " are",
                            there.size() == 1 ? "it" : "them"));
        }
        Files.createDirectories(into);
        for (Written manifest : manifests) {
            Files.writeString(file(into, manifest), manifest.text());
        }
        shell.err()
                .line("%d %s in %s"
                        .formatted(manifests.size(), manifests.size() == 1 ? "manifest" : "manifests", into));
    }

    private static Path file(Path into, Written manifest) {
        return into.resolve(manifest.name() + ".yaml");
    }
}
