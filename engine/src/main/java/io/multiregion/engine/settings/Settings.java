package io.multiregion.engine.settings;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What the operators of this region set when they started the server; see {@link OptionTable} for names and defaults.
 *
 * @param network by which ways other regions are reached
 * @param dns which DNS record follows the primary; empty if none does
 */
public record Settings(
        OwnRegion own,
        TrustedDirectory trust,
        MoveBounds moves,
        Patience patience,
        SealingSettings sealing,
        Network network,
        Optional<DnsSettings> dns) {

    /**
     * Where certificates of trusted regions lie.
     *
     * @param directory has a certificate {@code <region>.pem} for each; empty where regions are trusted by pairing only
     * @param consent what these regions may do here, unless it was said of one by REST
     */
    public record TrustedDirectory(Optional<Path> directory, Consent consent) {

        private static TrustedDirectory read(OptionReader options) {
            String[] said = options.text(OptionTable.TRUST).orElse("").split("\\?", 2);
            return new TrustedDirectory(
                    said[0].isBlank() ? Optional.empty() : Optional.of(Path.of(said[0])),
                    said.length < 2 ? Consent.NONE : consent(said[1], options));
        }

        private static Consent consent(String said, OptionReader options) {
            try {
                return Consent.parse(said);
            } catch (IllegalArgumentException e) {
                options.wrong(OptionTable.TRUST, "is wrong behind the question mark: " + e.getMessage());
                return Consent.NONE;
            }
        }
    }

    /**
     * When the primary role may move.
     *
     * @param flapInterval how long after a change of primary the next one is refused
     * @param lagBound how far behind a region may be that takes over
     * @param silence for how long a primary must not have been heard of before another region may take over without it
     */
    public record MoveBounds(Duration flapInterval, Duration lagBound, Duration silence) {

        private static MoveBounds read(OptionReader options) {
            return new MoveBounds(
                    options.duration(OptionTable.FLAP_INTERVAL),
                    options.duration(OptionTable.LAG_BOUND),
                    options.duration(OptionTable.SILENCE));
        }
    }

    /**
     * How long something is waited for.
     *
     * @param answer another region, for a batch
     * @param arrival a session that may be on its way here, in a request that names it
     * @param reading a position, in a request that names it
     */
    public record Patience(Duration answer, Duration arrival, Duration reading) {

        private static Patience read(OptionReader options) {
            return new Patience(
                    options.duration(OptionTable.ANSWER_TIMEOUT),
                    options.duration(OptionTable.ARRIVAL_WAIT),
                    options.duration(OptionTable.READ_WAIT));
        }
    }

    /**
     * By which ways other regions are reached.
     *
     * @param tls what this region shows to proxies before other regions; empty if nothing
     * @param mailbox where messages lie between regions of which neither calls the other; empty if there is no such place
     */
    public record Network(Optional<TlsKey> tls, Optional<OwnRegion.MailboxPlace> mailbox) {}

    /** The key whose certificate this region shows to whatever stands before another region and asks for one. */
    public static final class TlsKey {

        private final SSLContext context;

        private TlsKey(SSLContext context) {
            this.context = context;
        }

        private static Optional<TlsKey> read(OptionReader options) {
            Optional<String> store = options.text(OptionTable.TLS_KEY_STORE).filter(path -> !path.isBlank());
            try {
                return store.isEmpty()
                        ? Optional.empty()
                        : Optional.of(of(
                                new File(store.get()),
                                options.text(OptionTable.TLS_KEY_STORE_PASSWORD)
                                        .orElse("")
                                        .toCharArray()));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                options.wrong(
                        OptionTable.TLS_KEY_STORE,
                        "can't be used: " + e.getMessage()
                                + "; name a PKCS#12 or JKS file with one key, which this server may read, and" + " set "
                                + OptionTable.TLS_KEY_STORE_PASSWORD.fullName());
                return Optional.empty();
            }
        }

        /**
         * Reads a key store. Whom it trusts is left to the JVM, to which Keycloak tells its {@code truststore-paths}.
         *
         * @param store PKCS#12 or JKS
         */
        public static TlsKey of(File store, char[] password) throws IOException, GeneralSecurityException {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(KeyStore.getInstance(store, password), password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return new TlsKey(context);
        }

        /** For connections to other regions. */
        public SSLContext context() {
            return context;
        }
    }

    /**
     * Reads the settings; empty when no region is named: the extension is dormant.
     *
     * @throws SettingsRefusedException naming every option that is wrong, all at once
     */
    public static Optional<Settings> read(Options given) {
        OptionReader options = new OptionReader(given);
        if (options.text(OptionTable.REGION).orElse("").isBlank()) {
            return Optional.empty();
        }
        OwnRegion own = OwnRegion.read(options);
        Settings settings = new Settings(
                own,
                TrustedDirectory.read(options),
                MoveBounds.read(options),
                Patience.read(options),
                SealingSettings.read(options, own),
                new Network(TlsKey.read(options), OwnRegion.MailboxPlace.read(options, own.allowHttp())),
                DnsSettings.read(options));
        options.refuseWrong();
        return Optional.of(settings);
    }

    /** The name of this region. */
    public String region() {
        return own.region();
    }

    /** What this region shows to proxies before other regions; empty if nothing. */
    public Optional<TlsKey> tls() {
        return network.tls();
    }

    /** The base URL of this region's Keycloak as other regions reach it. */
    public URI url() {
        return own.url();
    }

    /** Whether base URLs of regions may be {@code http:}. */
    public boolean allowHttp() {
        return own.allowHttp();
    }

    /** What operators should know of the settings; empty if all is well. */
    public List<String> warnings() {
        return allowHttp()
                ? List.of(
                        "allow-http is on: what this region exchanges with others may go over http:, where whoever is on the way"
                                + " sees which realms change and when; turn it off where there are https: addresses")
                : List.of();
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return own.toString();
    }
}
