package dev.proxypool.cli;

import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.PlainText;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URL;
import java.util.Objects;
import java.util.Optional;

/** Why an API server did not do what it was asked for, in one line that says what to do. */
public final class ClusterError {

    private static final int LONGEST = 4_096;

    private ClusterError() {}

    /** @param kind that was asked for */
    public static UserError of(KubernetesClientException e, URL server, ResourceKind kind) {
        String at = "the Kubernetes API at " + server;
        return new UserError(
                switch (e.getCode()) {
                    case -1, 0 -> unreachable(server, e);
                    case 401 -> at + " refuses the credentials of the kubeconfig (401): log in again";
                    case 403 -> "%s forbids it: %s. Ask for that permission".formatted(at, said(e));
                    case 404 -> unknown(server, kind.definition());
                    default -> "%s refuses (%d): %s".formatted(at, e.getCode(), said(e));
                });
    }

    /** The server does not know the definition. */
    public static String unknown(URL server, String definition) {
        return ("the Kubernetes API at %s does not know %s: install the chart, or apply the install.yaml of a release,"
                        + " or crds/ of a clone (docs/install.md)")
                .formatted(server, definition);
    }

    /** Nothing came back. */
    public static String unreachable(URL server, KubernetesClientException e) {
        return "the Kubernetes API at %s cannot be used: %s. Check KUBECONFIG, and that the server is up"
                .formatted(server, root(e));
    }

    /** The server's own words, without what was sent, and without the name that comes first where it is forbidden. */
    public static String said(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(status -> status.getMessage())
                .map(message -> message.replaceFirst("^\\S+ (\"\\S+\" )?is forbidden: ", ""))
                .map(ClusterError::line)
                .orElseGet(() -> root(e));
    }

    private static String root(Throwable e) {
        Throwable root = firstCause(e);
        return line(
                Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName()));
    }

    /** Where it began. */
    public static Throwable firstCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The same without breaks, and of a length that is still read. */
    public static String line(String text) {
        return PlainText.line(text.strip().replaceAll("\\s*\\R\\s*", " "), LONGEST);
    }
}
