package dev.proxypool.cli;

import dev.proxypool.api.AccountSettings;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.cli.Manifests.Manifest;
import dev.proxypool.domain.Sid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The manifests that the credentials at hand are for. A command has the credentials of one account; what belongs to another
 * would look as if its Services were not there.
 *
 * @param notes what is left out, and what is taken on trust
 */
record ManifestSelection(List<Claimant<?>> claimants, Set<String> notes) {

    /** @param only the ProxyAccount that is asked for; null for all that can be of the account */
    static ManifestSelection of(Manifests manifests, Sid.Account account, @Nullable String only) {
        List<Claimant<?>> claimants = new ArrayList<>();
        Set<String> notes = new LinkedHashSet<>();
        for (Manifest manifest : manifests.claimants()) {
            Claimant<?> claimant = (Claimant<?>) manifest.resource();
            Optional<String> note = whyNot(manifests, claimant, account, only);
            if (note.isEmpty()) {
                claimants.add(claimant);
                trust(manifests, claimant).ifPresent(notes::add);
            } else {
                notes.add(note.get());
            }
        }
        return new ManifestSelection(List.copyOf(claimants), notes);
    }

    private static Optional<String> whyNot(
            Manifests manifests, Claimant<?> claimant, Sid.Account account, @Nullable String only) {
        String ref = named(claimant).orElse(null);
        if (only != null && !only.equals(ref)) {
            return Optional.of("not planned, because they do not use ProxyAccount %s: those of %s"
                    .formatted(only, ref == null ? "the operator's own account" : "ProxyAccount " + ref));
        }
        return declared(manifests, claimant)
                .filter(declared -> !account.equals(declared))
                .map(declared -> "not planned, because the credentials are of %s: those of ProxyAccount %s, which is %s"
                        .formatted(account, ref, declared));
    }

    private static Optional<String> trust(Manifests manifests, Claimant<?> claimant) {
        return named(claimant)
                .filter(_ -> declared(manifests, claimant).isEmpty())
                .map(ref -> "ProxyAccount %s is not among the manifests; treated as the account of the credentials"
                        .formatted(ref));
    }

    private static Optional<String> named(Claimant<?> claimant) {
        return claimant.accountRef()
                .map(ref -> ref.asSeenFrom(claimant.getMetadata().getNamespace()));
    }

    private static Optional<Sid.Account> declared(Manifests manifests, Claimant<?> claimant) {
        return claimant.accountRef()
                .flatMap(ref -> manifests.account(ref.namespace(), ref.name()))
                .map(ProxyAccount::settings)
                .map(AccountSettings::account);
    }
}
