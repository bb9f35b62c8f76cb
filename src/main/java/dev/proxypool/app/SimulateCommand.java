package dev.proxypool.app;

import dev.proxypool.cli.TextFile;
import dev.proxypool.cli.UserError;
import dev.proxypool.simulator.InvalidState;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.simulator.StateFile;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulator of Twilio Proxy alone. */
@Command(
        name = "simulate",
        description = "Serves a simulated Twilio Proxy. Its own API, for tests, is at /_simulator/ on the same port.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            required = true,
            paramLabel = "N",
            description = "The port to listen on; 0 means any free port.")
    private int port;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "FILE",
            description = "Accounts, codes, phone numbers and Services (YAML).")
    @SuppressWarnings("NullAway.Init")
    private Path state;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "The address to listen on (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String listen;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Simulator simulator = Simulator.start(read(state), new InetSocketAddress(listen, port))) {
            System.out.println("Twilio Proxy is simulated at " + simulator.uri());
            new CountDownLatch(1).await();
        } catch (BindException e) {
            throw new InvalidConfig(
                    List.of("--port %d of %s cannot be listened to: it is in use, or not of this machine"
                            .formatted(port, listen)));
        }
        return 0;
    }

    /** @throws InvalidConfig if there is no such file, or it makes no sense */
    static SimulatorState read(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                throw new InvalidConfig(List.of("there is no state file " + file));
            }
            return StateFile.parse(file.toString(), TextFile.read(file));
        } catch (UserError e) {
            throw new InvalidConfig(List.of(String.valueOf(e.getMessage())));
        } catch (InvalidState e) {
            throw new InvalidConfig(e.problems());
        }
    }
}
