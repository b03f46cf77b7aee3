package io.multiregion.engine.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.multiregion.engine.seal.cms.NotAcceptedException;
import io.multiregion.engine.seal.header.Header;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prints what sealing costs on this machine; only that it works is asserted. */
class SealingCostTest {

    private static final Header HEADER = Headers.batch("eu", "us");

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void print(String kind) throws NotAcceptedException {
        TestRegion eu = kind.equals("EC") ? TestRegion.ec("eu") : TestRegion.rsa("eu");
        TestRegion us = kind.equals("EC") ? TestRegion.ec("us") : TestRegion.rsa("us");
        Envelope from = eu.trusting(us);
        Envelope to = us.trusting(eu);
        double[] small = millis(from, to, text(2 * 1024), 200);
        double[] large = millis(from, to, text(8 * 1024 * 1024), 3);
        System.out.printf(
                "%s: 2 KiB sealed in %.2f ms, opened in %.2f ms; 8 MiB sealed at %.0f MiB/s, opened at %.0f MiB/s%n",
                kind, small[0], small[1], 8000 / large[0], 8000 / large[1]);
    }

    /** The mean of the second half of the rounds: the first half is warm-up. */
    private static double[] millis(Envelope from, Envelope to, byte[] payload, int rounds) throws NotAcceptedException {
        long sealing = 0;
        long opening = 0;
        for (int round = 0; round < 2 * rounds; round++) {
            long start = System.nanoTime();
            byte[] message = from.seal(HEADER, payload);
            long sealed = System.nanoTime();
            assertEquals(payload.length, to.open(message).payload().length);
            long opened = System.nanoTime();
            sealing += round < rounds ? 0 : sealed - start;
            opening += round < rounds ? 0 : opened - sealed;
        }
        return new double[] {sealing / 1e6 / rounds, opening / 1e6 / rounds};
    }

    /** Deflates to about a half, as rows do. */
    private static byte[] text(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(16));
        }
        return bytes;
    }
}
