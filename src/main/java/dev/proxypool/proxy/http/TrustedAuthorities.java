package dev.proxypool.proxy.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Certificate authorities that are trusted besides those of the Java runtime, such as that of the user's own gateway.
 */
record TrustedAuthorities(X509TrustManager manager) {

    /**
     * @param file certificates in PEM format
     * @throws IllegalArgumentException with a message for the user that continues the name of the setting
     */
    static TrustedAuthorities with(String file) {
        Collection<? extends Certificate> certificates = read(file);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("must name a file of certificates in PEM: %s has none".formatted(file));
        }
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate usual : manager(null).getAcceptedIssuers()) {
                all.setCertificateEntry("usual-" + number++, usual);
            }
            for (Certificate more : certificates) {
                all.setCertificateEntry("more-" + number++, more);
            }
            return new TrustedAuthorities(manager(all));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime cannot trust a certificate", e);
        }
    }

    void of(OkHttpClient.Builder client) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {manager}, null);
            client.sslSocketFactory(context.getSocketFactory(), manager);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    private static Collection<? extends Certificate> read(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "must name a file of certificates in PEM: %s cannot be read".formatted(file));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("must name a file of certificates in PEM: %s has none".formatted(file));
        }
    }

    /** @param trusted null for the authorities that the Java runtime trusts */
    private static X509TrustManager manager(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
