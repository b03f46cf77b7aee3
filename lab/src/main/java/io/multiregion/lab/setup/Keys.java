package io.multiregion.lab.setup;

import io.multiregion.lab.machine.Shell;
import io.multiregion.lab.server.Fips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Key pairs of regions, as PKCS#12 files, and the directories with the certificates they trust. What is usual is made in this process:
 * each start of the JDK's keytool takes a second; it makes what is not.
 */
public final class Keys {

    public static final String PASSWORD = "keys-of-regions";

    /** What keys usually are. */
    public static final List<String> P256 = List.of("-keyalg", "EC", "-groupname", "secp256r1");

    /**
     * Servers of stories open these files at each start, without the compiler that makes hashing fast: their password need not be hard
     * to guess.
     */
    static {
        for (var step : List.of("mac", "certPbe", "keyPbe")) {
            System.setProperty("keystore.pkcs12." + step + "IterationCount", "100");
        }
    }

    private final Path directory;

    public Keys(Path directory) {
        this.directory = directory;
    }

    /** Makes an EC P-256 key pair for a region, with a certificate for a year. */
    public Path make(String region) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var store = store();
            store.load(null, null);
            store.setKeyEntry(
                    region, pair.getPrivate(), PASSWORD.toCharArray(), new Certificate[] {selfSigned(region, pair)});
            Files.createDirectories(directory);
            try (var out = Files.newOutputStream(file(region))) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file(region);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Certificate selfSigned(String region, KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException {
        var name = new X500Principal("CN=" + region);
        var now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                new BigInteger(63, new SecureRandom()),
                                Date.from(now),
                                Date.from(now.plus(365, ChronoUnit.DAYS)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** Makes a key pair of some kind, with a certificate as long as these options of keytool say. */
    public Path make(String region, List<String> kind, String... validity) {
        var file = file(region);
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                region,
                "-dname",
                "CN=" + region,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(kind);
        command.addAll(List.of(validity));
        Shell.in(directory).run(command);
        return file;
    }

    /** Makes the directory of certificates that a region trusts: {@code <name>.pem} for each. */
    public Path trust(String region, List<String> trusted) {
        var trust = directory.resolve("trust-" + region);
        try {
            Files.createDirectories(trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (var other : trusted) {
            certificate(other, trust.resolve(other + ".pem"));
        }
        return trust;
    }

    /** A region's certificate as PEM. */
    public String certificate(String region) {
        try (var in = Files.newInputStream(file(region))) {
            var store = store();
            store.load(in, PASSWORD.toCharArray());
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(store.getCertificate(region).getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a region's certificate as PEM. */
    public void certificate(String region, Path pem) {
        try {
            Files.writeString(pem, certificate(region));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server options of a region that has these keys. */
    public List<String> options(String region, Path trust) {
        return List.of(
                "--spi-multi-region--default--key=" + location(region),
                "--spi-multi-region--default--key-password=" + PASSWORD,
                "--spi-multi-region--default--trust=" + trust.toAbsolutePath() + "?realms=*&mayBecomePrimary=true");
    }

    /** Where a region's key pair is, as the server's option says it. */
    public String location(String region) {
        return (Fips.isOn() ? "bcfks:" : "pkcs12:") + file(region).toAbsolutePath();
    }

    private Path file(String region) {
        return directory.resolve(region + (Fips.isOn() ? ".bcfks" : ".p12"));
    }

    private static KeyStore store() throws GeneralSecurityException {
        return Fips.isOn() ? KeyStore.getInstance("BCFKS", new BouncyCastleProvider()) : KeyStore.getInstance("PKCS12");
    }
}
