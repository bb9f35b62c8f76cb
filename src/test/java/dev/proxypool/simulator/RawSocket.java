package dev.proxypool.simulator;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Bytes on a socket, for requests that no HTTP client sends, and answers that none shows. */
final class RawSocket {
    private RawSocket() {}

    /** Sends the lines of a head without a body and reads until the simulator closes the connection. */
    static String exchange(URI base, String... lines) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            String head = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String basic(String login, String password) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
