package io.multiregion.bench.key;

import io.multiregion.bench.report.Figure;
import io.multiregion.bench.report.Measurement;
import io.multiregion.bench.report.Report;
import io.multiregion.bench.report.Samples;
import io.multiregion.bench.report.Size;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How fast full parts are sealed and opened, in MB of payload a second, on one thread, next to AES-256-GCM of the same JDK on the
 * same bytes. One payload is rows as they are shipped, the other one is of bytes that do not shrink. The sides take turns, and the
 * ratio is the median of the rounds'. All is warm: Java 17 takes some thousand calls of AES-GCM until it uses the processor's
 * instructions, and is fifty times slower before.
 */
final class SealingSpeed implements Measurement {

    private static final String AIM = "ratio >= 0.7";
    private static final int ROUND_MILLIS = 1000;

    /** Rounds of each. */
    private static final int WARM_UP = 4;

    private final SecureRandom random = new SecureRandom();

    @Override
    public void run(Path directory, Report report) throws Exception {
        var sealers = new Sealers(directory, "EC");
        warmUp(sealers);
        var noise = new byte[4 << 20];
        random.nextBytes(noise);
        measure("noise", noise, sealers, report);
        measure("rows", new SampleRows().part(), sealers, report);
    }

    private void warmUp(Sealers sealers) throws Exception {
        var key = new SecretKeySpec(new byte[32], "AES");
        var small = new byte[16 * 1024];
        random.nextBytes(small);
        var known = nonce();
        var encrypted = gcm(Cipher.ENCRYPT_MODE, key, known, small);
        var message = sealers.of("eu").seal(sealers.batch(), small);
        for (int i = 0; i < WARM_UP; i++) {
            rate(1, () -> gcm(Cipher.ENCRYPT_MODE, key, nonce(), small));
            rate(1, () -> gcm(Cipher.DECRYPT_MODE, key, known, encrypted));
            rate(1, () -> sealers.of("eu").seal(sealers.batch(), small));
            rate(1, () -> sealers.of("us").open(message));
        }
    }

    private void measure(String what, byte[] payload, Sealers sealers, Report report) throws Exception {
        var key = new byte[32];
        random.nextBytes(key);
        var aes = new SecretKeySpec(key, "AES");
        var message = sealers.of("eu").seal(sealers.batch(), payload);
        var nonce = nonce();
        var encrypted = gcm(Cipher.ENCRYPT_MODE, aes, nonce, payload);
        report.remark("%s: a part of %.1f MB, sealed %.1f MB", what, payload.length / 1e6, message.length / 1e6);
        add(
                "seal-mb-per-s-" + what,
                payload.length,
                () -> sealers.of("eu").seal(sealers.batch(), payload),
                () -> gcm(Cipher.ENCRYPT_MODE, aes, nonce(), payload),
                report);
        add(
                "open-mb-per-s-" + what,
                payload.length,
                () -> sealers.of("us").open(message),
                () -> gcm(Cipher.DECRYPT_MODE, aes, nonce, encrypted),
                report);
        double digest =
                rate(payload.length, () -> MessageDigest.getInstance("SHA-256").digest(payload));
        double deflate = rate(payload.length, () -> deflate(payload));
        report.remark(
                "of that: the SHA-256 that CMS signs %.0f MB/s alone, deflating %.0f MB/s alone", digest, deflate);
    }

    private void add(String name, int length, Callable<?> ours, Callable<?> peer, Report report) throws Exception {
        var values = new ArrayList<Double>();
        var peers = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (int round = 0; round <= Size.ROUNDS.get(); round++) {
            double one = rate(length, ours);
            double other = rate(length, peer);
            if (round > 0) {
                values.add(one);
                peers.add(other);
                ratios.add(one / other);
            }
        }
        report.add(new Figure(
                name,
                Samples.of(values).median(),
                Samples.of(peers).median(),
                Samples.of(ratios).median(),
                AIM));
    }

    private static double rate(int length, Callable<?> action) throws Exception {
        long start = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - start < ROUND_MILLIS * 1_000_000L) {
            if (action.call() == null) {
                throw new IllegalStateException("nothing was done");
            }
            done += length;
        }
        return done * 1e3 / (System.nanoTime() - start);
    }

    private byte[] nonce() {
        var nonce = new byte[12];
        random.nextBytes(nonce);
        return nonce;
    }

    private static byte[] gcm(int mode, SecretKeySpec key, byte[] nonce, byte[] bytes) throws Exception {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(128, nonce));
        return cipher.doFinal(bytes);
    }

    private static Integer deflate(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var chunk = new byte[64 * 1024];
            int length = 0;
            while (!deflater.finished()) {
                length += deflater.deflate(chunk);
            }
            return length;
        } finally {
            deflater.end();
        }
    }
}
