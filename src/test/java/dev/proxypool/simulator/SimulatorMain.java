package dev.proxypool.simulator;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/** The simulator as a process of its own, for {@code src/test/compat/run}: state file and port, on loopback. */
final class SimulatorMain {
    private SimulatorMain() {}

    public static void main(String[] args) throws Exception {
        var listen = new InetSocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        Simulator simulator = Simulator.start(StateFile.read(Path.of(args[0])), listen);
        System.out.println(simulator.uri());
        Thread.currentThread().join();
    }
}
