package io.multiregion.engine.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpiryTest {

    private static final X509Certificate TEN = TestCertificates.endingIn("ten", Duration.ofDays(10));
    private static final X509Certificate FORTY = TestCertificates.endingIn("forty", Duration.ofDays(40));
    private static final X509Certificate ENDED = TestCertificates.endingIn("ended", Duration.ofDays(-1));
    private static final X509Certificate SIGNS_TEN =
            TestCertificates.endingIn("signs", Duration.ofDays(10), KeyUsage.digitalSignature);
    private static final X509Certificate SIGNS_FORTY =
            TestCertificates.endingIn("signs", Duration.ofDays(40), KeyUsage.digitalSignature);
    private static final X509Certificate OPENS_THIRTY =
            TestCertificates.endingIn("opens", Duration.ofDays(30), KeyUsage.keyAgreement);

    static Stream<Arguments> ends() {
        return Stream.of(
                Arguments.of("none", List.of(), null),
                Arguments.of("one", List.of(TEN), TEN),
                Arguments.of("one that has ended", List.of(ENDED), ENDED),
                Arguments.of("an old one beside a new one", List.of(TEN, FORTY), FORTY),
                Arguments.of("one for each work, the first to end counts", List.of(SIGNS_TEN, OPENS_THIRTY), SIGNS_TEN),
                Arguments.of("a newer one for one work", List.of(SIGNS_TEN, OPENS_THIRTY, SIGNS_FORTY), OPENS_THIRTY),
                Arguments.of("one for one work beside one for all", List.of(SIGNS_FORTY, TEN), TEN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ends")
    void aRegionEndsWithTheLastCertificateForOneOfItsWorks(
            String what, List<X509Certificate> certificates, X509Certificate last) {
        Optional<Instant> expected =
                Optional.ofNullable(last).map(one -> one.getNotAfter().toInstant());
        assertEquals(
                expected.map(Instant::getEpochSecond), Expiry.of(certificates).map(Instant::getEpochSecond));
    }
}
