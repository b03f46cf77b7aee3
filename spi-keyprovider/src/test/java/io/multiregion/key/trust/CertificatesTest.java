package io.multiregion.key.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.multiregion.key.Draft;
import io.multiregion.key.KeyFile;
import io.multiregion.key.KeyTool;
import io.multiregion.key.Pem;
import io.multiregion.key.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatesTest {

    private KeyTool store;
    private String oldest;
    private String middle;
    private String newest;
    private String expired;
    private String weak;
    private String otherCurve;

    @BeforeAll
    void makeCertificates(@TempDir Path directory) throws Exception {
        oldest = certificate("oldest", TestKeys.ec(), terms -> terms.since(days(3)));
        middle = certificate("middle", TestKeys.ec(), terms -> terms.since(days(2)));
        newest = exported("newest", directory);
        expired = certificate(
                "expired", TestKeys.ec(), terms -> terms.since(days(2)).lasting(days(1)));
        weak = certificate("weak", TestKeys.weakRsa(), terms -> terms.since(days(1)));
        otherCurve = certificate("other-curve", TestKeys.ec("secp384r1"), terms -> terms.since(days(1)));
    }

    private static String certificate(String name, KeyPair pair, UnaryOperator<Draft> terms) {
        return Pem.of(Draft.selfSigned(name, pair, terms)).text();
    }

    private String exported(String alias, Path directory) throws Exception {
        Path file = directory.resolve("any.p12");
        new KeyFile(file).key(alias, TestKeys.ec(), terms -> terms.since(days(1)));
        store = new KeyTool(file);
        Path pem = directory.resolve(alias + ".pem");
        store.export(alias, pem);
        return Files.readString(pem);
    }

    private static Duration days(int number) {
        return Duration.ofDays(number);
    }

    Stream<Arguments> bundles() {
        return Stream.of(
                Arguments.of("one", oldest, List.of("oldest")),
                Arguments.of("two, the older one first", oldest + newest, List.of("newest", "oldest")),
                Arguments.of("two, the newer one first", newest + oldest, List.of("newest", "oldest")),
                Arguments.of("three", middle + newest + oldest, List.of("newest", "middle", "oldest")),
                Arguments.of("the same twice", newest + newest, List.of("newest")),
                Arguments.of("one of two expired", expired + oldest, List.of("oldest")),
                Arguments.of("one of two too weak", weak + oldest, List.of("oldest")),
                Arguments.of("one of two on another curve", oldest + otherCurve, List.of("oldest")),
                Arguments.of("all expired", expired, List.of()),
                Arguments.of("words around it", "of us:\n" + oldest + "until May\n", List.of("oldest")),
                Arguments.of("line breaks of Windows", oldest.replace("\n", "\r\n"), List.of("oldest")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bundles")
    void theUsableOnesNewestFirst(String what, String pem, List<String> names) {
        assertEquals(names, names(Certificates.usable(Certificates.read(pem), Instant.now())));
    }

    Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nothing", "", "no X.509 certificate in PEM"),
                Arguments.of("words", "hello", "no X.509 certificate in PEM"),
                Arguments.of("cut off", oldest.substring(0, oldest.length() - 40), "no X.509 certificate in PEM"),
                Arguments.of("a second one cut off", newest + oldest.substring(0, 200), "no X.509 certificate in PEM"),
                Arguments.of("a line missing", withoutALine(oldest), "copy it again"),
                Arguments.of(
                        "no base64",
                        "-----BEGIN CERTIFICATE-----\nAAAAA\n-----END CERTIFICATE-----\n",
                        "copy it again"),
                Arguments.of(
                        "a private key",
                        oldest + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                        "make a new key"),
                Arguments.of(
                        "a key request",
                        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
                        "no X.509 certificate in PEM"),
                Arguments.of("too many", oldest.repeat(9), "more than 8 certificates"),
                Arguments.of("too long", oldest + " ".repeat(Certificates.LONGEST), "more than 65536 letters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatIsNoCertificateIsRefusedWithAWordOnWhatToDo(String what, String pem, String said) {
        String message = assertThrows(IllegalArgumentException.class, () -> Certificates.read(pem))
                .getMessage();
        assertTrue(message.contains(said), message);
    }

    @Test
    void anOpenBlockOfTheLongestKindCostsLittle() {
        String open = "-----BEGIN CERTIFICATE-----" + "A".repeat(60_000);
        long began = System.nanoTime();
        assertThrows(IllegalArgumentException.class, () -> Certificates.read(open));
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(2).toNanos());
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        List<X509Certificate> both = Certificates.read(oldest + newest);
        assertEquals(both, Certificates.read(Certificates.pem(both)));
    }

    @Test
    void aFingerprintIsTheOneThatKeytoolShows() {
        String listed = store.list("newest");
        String fingerprint = Certificates.fingerprint(Certificates.read(newest).get(0));
        assertTrue(listed.contains(fingerprint), fingerprint + " is not in " + listed);
    }

    private static String withoutALine(String pem) {
        String[] lines = pem.split("\n");
        lines[3] = "";
        return String.join("\n", lines);
    }

    private static List<String> names(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate ->
                        certificate.getSubjectX500Principal().getName().substring("CN=".length()))
                .toList();
    }
}
