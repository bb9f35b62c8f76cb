package dev.proxypool.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A way to a server that can be cut: nothing is refused then and nothing gets through, as when a network is gone. */
final class Line implements AutoCloseable {

    private final InetSocketAddress server;
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private boolean cut;

    Line(URI server) throws IOException {
        int port = server.getPort() < 0 ? 443 : server.getPort();
        this.server = new InetSocketAddress(server.getHost(), port);
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "https://127.0.0.1:" + entrance.getLocalPort();
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                Socket far = new Socket(server.getAddress(), server.getPort());
                Thread.startVirtualThread(() -> carry(near, far));
                Thread.startVirtualThread(() -> carry(far, near));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[16 * 1024];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                pass();
                out.write(some, 0, read);
                out.flush();
            }
        } catch (IOException _) {
            // One of the two has hung up, so the other shall.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void pass() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    @Override
    public void close() throws IOException {
        mend();
        entrance.close();
    }
}
